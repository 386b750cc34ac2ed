"""Ten desks killed with SIGKILL at random moments: while coming up, the first ones for the first time, and at work."""

import os
import random
import time

from tests.dealdesk.desks import Desk, Diary, open_folder

KILLS = 10
# The first start takes about as long, so that a kill may hit the making of the cluster, of the tables, of the story.
COMING_UP = 8.0
AT_WORK = 3.0


def test_a_desk_killed_ten_times_starts_each_time_and_has_lost_nothing() -> None:
    seed = int(os.environ.get("SEED") or random.randrange(10**6))
    chance = random.Random(seed)
    print(f"\nSEED={seed}")
    with open_folder() as folder:
        desk = Desk(folder / "a b 报价", DEALDESK_DEMO="1")
        diary = Diary(desk)
        for kill in range(1, KILLS + 1):
            desk.start()
            if kill % 2:
                time.sleep(moment := chance.uniform(0, COMING_UP))
                assert not desk.ended(), desk.said()
                desk.kill()
                print(f"kill {kill} after {moment:.1f} s, coming up")
            else:
                desk.until_it_answers()
                diary.check()
                with diary.writing():
                    time.sleep(moment := chance.uniform(0, AT_WORK))
                    desk.kill()
                print(f"kill {kill} after {moment:.1f} s at work, {len(diary.acknowledged)} rows acknowledged so far")
        began = time.monotonic()
        desk.start().until_it_answers()
        kept = diary.check()
        print(f"answers after {time.monotonic() - began:.1f} s with {kept} rows, none missing")
        assert "The desk is at" in desk.stop()
        assert desk.family() == {}
        assert kept > 0
