"""Ten desks killed with SIGKILL at random moments, the first ones while they are still being made."""

import os
import random
import time

from tests.dealdesk.desks import Desk, Diary, eventually, open_folder

KILLS = 10
# A first start with its demo takes longer, so some kills hit the making of the cluster, the tables, the story.
LONGEST = 8.0


def test_a_desk_killed_ten_times_starts_each_time_and_has_lost_nothing() -> None:
    seed = int(os.environ.get("SEED") or random.randrange(10**6))
    chance = random.Random(seed)
    print(f"\nSEED={seed}")
    with open_folder() as folder:
        desk = Desk(folder / "a b 报价", DEALDESK_DEMO="1")
        diary = Diary(desk)
        for kill in range(KILLS):
            moment = chance.uniform(0, LONGEST)
            began = time.monotonic()
            desk.start()
            while (waited := time.monotonic() - began) < moment and not desk.answers():
                assert not desk.ended(), desk.wait()
                time.sleep(0.05)
            if waited < moment:
                diary.check()
                with diary.writing():
                    time.sleep(moment - waited)
                    desk.kill()
            else:
                desk.kill()
            eventually(lambda: desk.family() == {}, within=10)
            print(f"kill {kill + 1} after {moment:.1f} s, {len(diary.acknowledged)} rows acknowledged so far")
        began = time.monotonic()
        desk.start().until_it_answers()
        kept = diary.check()
        print(f"answers after {time.monotonic() - began:.1f} s with {kept} rows, none missing")
        assert "The desk is at" in desk.stop()
        assert desk.family() == {}
        assert kept > 0
