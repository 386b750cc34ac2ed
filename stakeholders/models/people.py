"""Who works here: users, the tree of teams, and who leads which team."""

from functools import cache
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, ExpressionWrapper, F, FilteredRelation, Q
from django.utils.crypto import salted_hmac

from dealdesk.db import choices, normal, one_of
from dealdesk.kept import Given, Kept
from stakeholders.domain.people import Role


class TeamQuerySet(models.QuerySet["Team"]):
    def led_by(self, user: "User | Given") -> Self:
        """Every team in the trees that this person leads."""
        return self.filter(path__overlap=Team.objects.filter(manager=user).values("id"))

    def managed_on(self, path: Any) -> Self:
        """The teams on a path, nearest first, whose manager still works here; the path is an expression."""
        line = ExpressionWrapper(path, output_field=Team._meta.get_field("path"))
        on_it = self.alias(line=line).filter(line__contains=[F("id")], manager__is_active=True)
        return on_it.order_by("-path__len")


class Team(models.Model):
    name = models.CharField(max_length=60, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    manager = models.ForeignKey("User", models.PROTECT, null=True, blank=True, related_name="leads")
    # Ancestors and itself, root first; written by the action that moves a team.
    path = ArrayField(models.BigIntegerField(), default=list)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        indexes: ClassVar = [GinIndex(fields=["path"], name="team_path")]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(parent=F("id")), name="team_not_its_own_parent")]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=normal(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def signed_in(self, pk: int) -> "User | None":
        """Whose session it is, with how many notices wait for them: every page asks for both, in one statement."""
        return next(iter(_signed_in()(user=pk)), None)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=normal(email or ""))


class User(AbstractBaseUser):
    """A colleague. There is no superuser: what someone may do is the MAY table's word alone."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=40)
    role = models.CharField(max_length=12, choices=choices(Role))
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="members")
    language = models.CharField(max_length=8, default="zh-hans")
    is_active = models.BooleanField(default=True)
    # Annotated by signed_in().
    unread: int

    # Counts how often every session of this person was ended; a session of an earlier count is void.
    sessions_ended = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    objects: ClassVar = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name", "role"]

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [one_of("role", Role, "user_role_known")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """Ties a session to the password and to the count of ended sessions, for current and former secrets alike."""
        tied_to = f"{self.password}:{self.sessions_ended}"
        return salted_hmac("stakeholders.User.session", tied_to, secret=secret, algorithm="sha256").hexdigest()


@cache
def _signed_in() -> Kept[User]:
    waiting = FilteredRelation("notices", condition=Q(notices__read_at=None))
    counted = {"unread": Count("waiting")}
    return Kept(User.objects.filter(pk=Given("user")).alias(waiting=waiting).annotate(**counted))
