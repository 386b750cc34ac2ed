"""The embedded PostgreSQL: closed to others, made whole, started once, and not to be confused by what others left."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from dealdesk import embedded
from dealdesk.embedded import Impossible, Place, cluster, database_url, places
from dealdesk.embedded.cluster import Cluster
from dealdesk.embedded.family import spawn, stop
from dealdesk.settings import database
from tests.dealdesk.desks import CHECKOUT, eventually, open_folder


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A home whose cluster has been made and stopped."""
    with open_folder() as folder:
        one = Cluster(Place.at(folder / "a b 报价"))
        one.start()
        one.wait()
        one.stop()
        yield one.place.home


@pytest.fixture
def one(made: Path) -> Iterator[Cluster]:
    """That cluster, not running before the test nor after it."""
    one = Cluster(Place.at(made))
    yield one
    one.stop()


@pytest.fixture
def fresh() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder / "home"


def ask(at: Cluster, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(at.url) as connection:
        return connection.execute(query).fetchall()  # type: ignore[arg-type]


def started(at: Cluster) -> Cluster:
    at.start()
    at.wait()
    return at


def test_it_is_reached_only_through_a_folder_and_a_password_of_its_owner(one: Cluster) -> None:
    started(one)
    account = one.place.account()
    for folder in (one.place.data, one.place.socket):
        assert (folder.stat().st_mode & 0o777, folder.stat().st_uid) == (0o700, account.uid)
    assert (one.place.base / "database-password").stat().st_mode & 0o777 == 0o600
    assert ask(one, "SELECT current_setting('listen_addresses')") == [("",)]
    wrong = one.url.replace("postgresql://dealdesk:", "postgresql://dealdesk:x")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_the_desk_owns_its_database_and_nothing_more(one: Cluster) -> None:
    started(one)
    query = (
        "SELECT rolsuper, datname FROM pg_roles JOIN pg_database ON datdba = pg_roles.oid WHERE rolname = current_user"
    )
    assert ask(one, query) == [(False, "dealdesk")]


def test_it_knows_letters_in_any_environment_and_keeps_what_it_promised(one: Cluster) -> None:
    started(one)
    settings = "server_encoding", "data_checksums", "fsync", "full_page_writes", "synchronous_commit"
    assert [ask(one, f"SHOW {name}")[0][0] for name in settings] == ["UTF8", "on", "on", "on", "on"]
    assert ask(one, "SELECT lower('ÀÉ'), datlocprovider FROM pg_database WHERE datname = 'dealdesk'") == [("àé", "b")]


def test_a_stale_pid_file_harms_neither_the_start_nor_the_process_that_now_has_its_number(one: Cluster) -> None:
    started(one)
    left = (one.place.data / "postmaster.pid").read_text()
    assert one.server
    one.server.kill()
    one.server.wait()
    innocent = spawn(["sleep", "60"], account=one.place.account())
    (one.place.data / "postmaster.pid").write_text(left.replace(str(one.server.pid), str(innocent.pid)))
    lock = one.place.socket / ".s.PGSQL.5432.lock"
    lock.write_text(lock.read_text().replace(str(one.server.pid), str(innocent.pid)))

    assert ask(started(one), "SELECT 1") == [(1,)]
    one.stop()
    assert innocent.poll() is None
    stop(innocent)


def test_a_killed_server_recovers_what_it_acknowledged(one: Cluster) -> None:
    started(one)
    with psycopg.connect(one.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 50000) AS n")
    assert one.server
    one.server.kill()
    one.server.wait()
    assert ask(started(one), "SELECT count(*) FROM kept") == [(50000,)]


def test_the_server_dies_with_the_process_that_started_it(one: Cluster) -> None:
    script = (
        "import sys, time; from pathlib import Path; from dealdesk.embedded import Place;"
        "from dealdesk.embedded.cluster import Cluster;"
        "one = Cluster(Place.at(Path(sys.argv[1])));"
        "one.start(); one.wait(); print('ready', flush=True); time.sleep(99)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script, one.place.home], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout
    assert parent.stdout.readline() == "ready\n"
    assert ask(one, "SELECT 1") == [(1,)]
    parent.kill()
    parent.wait()
    parent.stdout.close()
    eventually(lambda: not (one.place.data / "postmaster.pid").exists(), within=10)


def test_a_second_server_waits_for_the_first_and_then_says_so(one: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    started(one)
    said: list[str] = []
    second = Cluster(one.place, say=said.append)
    with pytest.raises(Impossible, match="still holds"):
        second.start()
    assert said == ["The earlier database server is still stopping …"]
    assert ask(one, "SELECT 1") == [(1,)]


def test_a_server_somebody_started_by_hand_is_left_alone(one: Cluster) -> None:
    programs = cluster.binaries.find(one.place)
    by_hand = spawn(
        [programs.path("postgres"), "-D", one.place.data, *one.settings()], account=one.place.account(), cwd=Path("/")
    )
    one.server = by_hand
    one.wait()
    with pytest.raises(Impossible, match=f"already runs on .* as process {by_hand.pid}"):
        Cluster(one.place).start()
    assert ask(one, "SELECT 1") == [(1,)]


def test_a_cluster_that_was_never_finished_is_made_anew(fresh: Path) -> None:
    half = fresh / "postgres.new-dead"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    fresh.chmod(0o711)
    one = Cluster(Place.at(fresh), durable=False)
    assert ask(started(one), "SELECT count(*) FROM pg_stat_user_tables") == [(0,)]
    one.stop()
    assert not half.exists()


def test_data_of_another_major_version_is_refused_with_what_to_do(one: Cluster) -> None:
    version = one.place.data / "PG_VERSION"
    true = version.read_text()
    version.write_text("16\n")
    with pytest.raises(Impossible, match=r"made by PostgreSQL 16 and only version .*18.* is here: set DEALDESK_PG_BIN"):
        one.start()
    version.write_text(true)
    assert ask(started(one), "SELECT 1") == [(1,)]


def test_a_folder_that_is_no_cluster_is_not_touched(fresh: Path) -> None:
    (fresh / "postgres").mkdir(parents=True)
    (fresh / "postgres" / "letter.txt").write_text("mine")
    with pytest.raises(Impossible, match="is not a PostgreSQL cluster"):
        Cluster(Place.at(fresh)).start()
    assert (fresh / "postgres" / "letter.txt").read_text() == "mine"


def test_without_programs_it_says_what_to_install(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEALDESK_PG_BIN", str(fresh / "nothing"))
    with pytest.raises(Impossible, match=r"PostgreSQL 17 or newer is needed and none is here: .*DATABASE_URL"):
        Cluster(Place.at(fresh)).start()


def test_a_server_that_cannot_start_is_quoted(one: Cluster) -> None:
    configuration = one.place.data / "postgresql.conf"
    true = configuration.read_text()
    configuration.write_text(f"{true}\nwork_mem = many\n")
    with pytest.raises(Impossible, match=r"did not start. Its last words:(.|\n)*work_mem"):
        started(one)
    configuration.write_text(true)
    assert ask(started(one), "SELECT 1") == [(1,)]


def test_another_password_than_the_clusters_is_explained(one: Cluster) -> None:
    password = one.place.base / "database-password"
    true = password.read_text()
    password.write_text("another")
    with pytest.raises(Impossible, match="does not know the password beside it"):
        started(one)
    password.write_text(true)
    one.wait()


@pytest.mark.parametrize("name", ["长" * 60, "a,b", 'a"b'])
def test_a_path_no_socket_can_have_gets_a_short_private_one(
    fresh: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "SPARE", fresh.parent / "spare")
    one = Cluster(Place.at(fresh / name), durable=False)
    assert one.place.socket.parent != one.place.base
    assert len(os.fsencode(one.place.socket)) < 60
    assert ask(started(one), "SELECT 1") == [(1,)]
    assert one.place.socket.stat().st_mode & 0o777 == 0o700
    one.stop()
    if os.geteuid():
        one.place.socket.rmdir()  # an ordinary user's is beside everybody's temporary files


def test_a_socket_folder_that_somebody_else_opened_is_refused(fresh: Path) -> None:
    one = Cluster(Place.at(fresh), durable=False)
    places.folder(fresh)
    one.place.socket.mkdir(mode=0o755)
    with pytest.raises(Impossible, match="is not a private folder of"):
        one.start()
    one.place.socket.rmdir()
    assert ask(started(one), "SELECT 1") == [(1,)]
    one.stop()


def test_a_closed_folder_stays_closed_and_the_database_works(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under root the data goes where PostgreSQL's account may enter; an ordinary user's account may enter anyway."""
    monkeypatch.setattr(places, "SPARE", fresh.parent / "spare")
    closed = fresh / "closed"
    closed.mkdir(parents=True, mode=0o700)
    one = Cluster(Place.at(closed / "var"), durable=False)
    assert (one.place.base == one.place.home) is (os.geteuid() != 0)
    assert ask(started(one), "SELECT 1") == [(1,)]
    one.stop()
    assert closed.stat().st_mode & 0o777 == 0o700


def test_programs_that_the_account_may_not_reach_are_copied(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = cluster.binaries.find(Place.at(fresh)).folder.parent
    hidden = fresh.parent / "hidden"
    hidden.mkdir(mode=0o700)
    (hidden / "postgres").symlink_to(usual)
    monkeypatch.setenv("DEALDESK_PG_BIN", str(hidden / "postgres" / "bin"))
    one = Cluster(Place.at(fresh), durable=False)
    assert ask(started(one), "SELECT 1") == [(1,)]
    one.stop()
    assert (fresh / "programs").exists() is (os.geteuid() == 0)


def test_a_secret_is_made_once_however_many_ask_at_once(fresh: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        answers = set(pool.map(lambda _: places.kept_secret(fresh, "secret-key"), range(64)))
    assert answers == {(fresh / "secret-key").read_text()}
    assert (fresh / "secret-key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in fresh.iterdir()] == ["secret-key"]


def test_a_secret_that_cannot_be_kept_is_explained(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh.write_text("a file where the folder should be")
    monkeypatch.setenv("DEALDESK_HOME", str(fresh))
    with pytest.raises(Impossible, match="set DEALDESK_HOME to your own folder"):
        embedded.secret_key()


def test_the_settings_can_be_read_before_anything_exists(fresh: Path) -> None:
    place = Place.at(fresh / "数据 1")
    read = database(database_url(place))
    assert (read["HOST"], read["NAME"], read["USER"]) == (str(place.socket), "dealdesk", "dealdesk")
    assert not place.data.exists()


def test_a_signal_stops_the_server_cleanly(one: Cluster) -> None:
    started(one)
    one.stop()
    assert one.server
    assert one.server.returncode == 0
    assert "database system is shut down" in one.place.log.read_text().splitlines()[-1]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
