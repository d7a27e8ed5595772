using LossActors.FormerActors.Runs;
using LossActors.Learning.Training;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Tests.Histories;

/// <summary>A run's own asks, and the islands' reports: each taken once, in the order sent, and only from turns that committed.</summary>
sealed class RunCheck(RunHistory history, ActorHistory run, List<string> faults)
{
    readonly AskCheck asks = new(history, run, faults);
    readonly Dictionary<int, Queue<Sent>> due = [];
    RunProgress progress = RunProgress.Initial;

    public void Run(IReadOnlyDictionary<int, IReadOnlyList<Sent>> reports)
    {
        foreach (var (island, sent) in reports) due.Add(island, new(sent));
        foreach (var record in run.Journal)
        {
            var happened = RunJson.Read(record.Type, record.Version, record.Data);
            progress = RunFold.Apply(progress, happened);
            Happened(happened);
        }

        asks.End();
        foreach (var row in run.Mail.Where(m => m.Key.StartsWith("from:", StringComparison.Ordinal)))
        {
            var next = due.GetValueOrDefault(Sender(row.Key))?.TryDequeue(out var sent) == true ? sent : null;
            if (next is null || next.Key != row.Key || !next.Data.Span.SequenceEqual(row.Data.Span))
                faults.Add($"G4: the mailbox of {run.Actor.Id} holds {row.Key}, which no turn sent, or which was taken before");
        }

        foreach (var (island, left) in due.Where(d => d.Value.Count > 0))
            faults.Add($"G4: {left.Count} reports of island {island} are lost, {left.Peek().Key} first");
    }

    void Happened(RunEvent happened)
    {
        switch (happened)
        {
            case TrialOpened e:
                var tickets = e.FirstTicket;
                foreach (var entrant in e.Entrants)
                    foreach (var draw in e.Draws)
                        asks.Asked(tickets++, WorkOf(e.Stage, entrant, draw));
                break;
            case Answered e:
                asks.Told(e.Ticket, e.Result.Text, inOrder: false);
                break;
            case Reported e:
                if (!due[e.Report.Island].TryDequeue(out var sent) || !sent.Data.Span.SequenceEqual(e.Report.ToBytes().Span))
                    faults.Add($"G4: {run.Actor.Id} took a report of island {e.Report.Island} that is not the next it sent");
                break;
            case Ignored e when e.Key.StartsWith("from:", StringComparison.Ordinal):
                if (!due[Sender(e.Key)].TryDequeue(out var ignored) || ignored.Key != e.Key)
                    faults.Add($"G4: {run.Actor.Id} took {e.Key}, which is not the next that was sent");
                break;
        }
    }

    WorkId WorkOf(TrialStage stage, Entrant entrant, int draw)
    {
        var recipe = Recipe.Parse(entrant.Recipe.Text);
        var request = stage == TrialStage.Tuning
            ? new EvaluationRequest(entrant.Genome, recipe, 1, draw, new Search())
            : new EvaluationRequest(entrant.Genome, recipe, 1, 0, new Proof((ulong)draw));
        return new WorkId(request.WorkKey(progress.ArithmeticClass!));
    }

    static int Sender(string key) => int.Parse(key.Split(':')[1]["island/".Length..]);
}
