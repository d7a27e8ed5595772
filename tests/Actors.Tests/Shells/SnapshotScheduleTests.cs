using LossActors.Actors.Entities;

namespace LossActors.Actors.Tests.Shells;

public sealed class SnapshotScheduleTests
{
    [Fact]
    public void A_long_journal_has_snapshots_in_proportion_to_its_length()
    {
        var taken = Taken(events: 1_000_000);
        Assert.Equal(512, taken[0]);
        Assert.InRange(taken.Count, 60, 120);
        Assert.All(taken.Zip(taken.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 512, Math.Max(512, pair.First / 16 + 1)));
    }

    [Fact]
    public void A_stop_is_worth_a_snapshot_after_a_few_events_of_a_short_journal_and_not_of_a_long_one()
    {
        var schedule = new SnapshotSchedule(512);
        schedule.Taken(600);
        Assert.True(schedule.IsDue(664, atTheEnd: true));
        schedule.Taken(160_000);
        Assert.False(schedule.IsDue(160_064, atTheEnd: true));
        Assert.True(schedule.IsDue(170_000, atTheEnd: true));
    }

    static List<long> Taken(long events)
    {
        var schedule = new SnapshotSchedule(512);
        var taken = new List<long>();
        for (var number = 1L; number <= events; number++)
        {
            if (!schedule.IsDue(number, atTheEnd: false)) continue;
            schedule.Taken(number);
            taken.Add(number);
        }

        return taken;
    }
}
