using LossActors.Simulation.Tests.Worlds;

namespace LossActors.Simulation.Tests.Mutations;

/// <summary>Each rule of the protocol is left out once, and the simulation finds out: none of them is there for nothing.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    const int MostSeeds = 400;

    [Fact]
    public void Without_the_unique_key_two_lines_mix() => Finds<WithoutUniqueKey>("on record after");

    [Fact]
    public void Without_asking_again_a_run_stands_still() => Finds<WithoutAskingAgain>("stands still");

    [Fact]
    public void Without_wanting_until_it_is_done_a_run_stands_still() => Finds<WithoutWantingAgain>("stands still");

    [Fact]
    public void Without_devices_that_tell_their_state_again_a_run_stands_still() => Finds<WithoutTellingStatesAgain>("stands still");

    [Fact]
    public void Without_results_that_are_told_until_noted_a_run_stands_still() => Finds<WithoutTellingResultsAgain>("stands still");

    [Fact]
    public void Without_attempt_numbers_a_death_counts_twice() => Finds<WithoutAttemptNumbers>("deaths on record");

    [Fact]
    public void Without_pause_counts_a_late_word_pauses_again() => Finds<WithoutPauseCounts>("nobody wishes it", from: 220);

    [Fact]
    public void Without_wave_numbers_a_late_wave_is_taken_for_another() => Finds<WithoutWaveNumbers>("as it was never published");

    [Fact]
    public void Without_names_of_tickets_a_result_is_taken_for_another() => Finds<WithoutTicketNames>("was told");

    [Fact]
    public void Without_command_ids_a_steer_is_taken_twice() => Finds<WithoutCommandIds>("twice");

    [Fact]
    public void Without_permits_islands_go_on_for_ever() => Finds<WithoutPermits>("long after", from: 200);

    [Fact]
    public void Without_leave_to_start_a_deadly_loss_kills_for_ever() => Finds<WithoutLeaveToStart>("stands still");

    [Fact]
    public void Without_a_look_who_vanished_a_deadly_loss_kills_for_ever() => Finds<WithoutWatching>("stands still");

    [Fact]
    public void Held_at_the_stop_islands_wait_for_each_other() => Finds<HoldingAtTheStop>("stands still", from: 80);

    [Fact]
    public void With_the_latest_contenders_the_finalists_differ() => Finds<WithLatestContenders>("SearchEnded");

    [Fact]
    public void Without_the_empty_wave_a_run_stands_still() => Finds<WithoutEmptyWaves>("stands still");

    [Fact]
    public void Without_the_closed_wave_a_run_stands_still() => Finds<WithoutClosedWaves>("stands still");

    /// <param name="from">The first seed that is tried: one that finds it soon.</param>
    void Finds<TMeddling>(string fault, int from = 0)
        where TMeddling : Meddling, new()
    {
        for (var seed = from; seed < from + MostSeeds; seed++)
        {
            try
            {
                Simulations.Run(seed, new TMeddling());
            }
            catch (GuaranteeBrokenException e)
            {
                Assert.Contains(fault, e.Message, StringComparison.Ordinal);
                output.WriteLine($"seed {seed}: {e.Message}");
                return;
            }
        }

        Assert.Fail($"{MostSeeds} seeds found nothing.");
    }
}
