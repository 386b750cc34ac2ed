"""A notice of links that somebody left behind."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stakeholders', '0005_notices_of_stopped_words'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='notice',
            name='notice_kind_known',
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('approval_asked', 'An approval is asked of me'), ('approved', 'My request was approved'), ('rejected', 'My request was rejected'), ('approval_withdrawn', 'A request to me needs no answer any more'), ('question_asked', 'A question about my request'), ('question_answered', 'An answer to my question'), ('counter_offered', 'A counter-offer to my request'), ('approval_lapsed', 'An approval of mine ran out'), ('reminded', 'A request that waits for me'), ('escalated', 'A request that waited too long'), ('offer_expires', 'My offer expires soon'), ('round_logged', 'A round was logged on my deal'), ('obligation_due', 'An obligation of mine is due soon'), ('sign_off_asked', 'A contract is mine to sign off'), ('sign_off_anew', 'A contract is mine to sign off again'), ('sign_off_refused', 'A sign-off of my contract was refused'), ('sign_off_taken', 'A sign-off of my contract was taken back'), ('signed_off', 'Everybody signed my contract off'), ('words_asked', 'Words of a document are mine to read'), ('words_approved', 'My words in a document were approved'), ('words_refused', 'My words in a document were not approved'), ('words_taken_back', 'The approval of my words in a document was taken back'), ('text_stopped', 'A text in a file of mine must not leave any more'), ('claim_ends', 'A claim that I look after ends soon'), ('link_opened', 'A reader opened a link of mine'), ('link_left', 'Somebody who left made a link that still opens')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['approval_asked', 'approved', 'rejected', 'approval_withdrawn', 'question_asked', 'question_answered', 'counter_offered', 'approval_lapsed', 'reminded', 'escalated', 'offer_expires', 'round_logged', 'obligation_due', 'sign_off_asked', 'sign_off_anew', 'sign_off_refused', 'sign_off_taken', 'signed_off', 'words_asked', 'words_approved', 'words_refused', 'words_taken_back', 'text_stopped', 'claim_ends', 'link_opened', 'link_left'])), name='notice_kind_known'),
        ),
    ]
