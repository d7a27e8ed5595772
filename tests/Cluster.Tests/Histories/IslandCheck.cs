using LossActors.FormerActors.Islands;
using LossActors.Learning.Training;
using LossActors.FormerPersistence;
using Scored = LossActors.FormerActors.Islands.Scored;

namespace LossActors.FormerActors.Tests.Histories;

/// <summary>An island's asks, waves and reports, followed event by event.</summary>
sealed class IslandCheck(RunHistory history, ActorHistory island, List<string> faults)
{
    readonly AskCheck asks = new(history, island, faults);
    readonly List<Sent> reports = [];
    IslandState state = IslandState.Initial;
    Recipe? recipe;

    ActorId Id => island.Actor.Id;

    /// <summary>Returns the reports that the island has sent to its run.</summary>
    public IReadOnlyList<Sent> Run()
    {
        for (var first = 0; first < island.Journal.Count;)
        {
            var end = first + 1;
            while (end < island.Journal.Count && island.Journal[end].TurnId == island.Journal[first].TurnId) end++;
            Turn([.. island.Journal.Skip(first).Take(end - first)]);
            first = end;
        }

        asks.End();
        CheckPublished();
        return reports;
    }

    void Turn(IReadOnlyList<JournalRecord> turn)
    {
        var (hall, through) = (state.Hall, state.ScoredThrough);
        foreach (var record in turn)
        {
            if (state.Ended) faults.Add($"G3: {Id} goes on after its end, at event {record.Seq}");
            Happened(IslandJson.Read(record.Type, record.Version, record.Data));
        }

        if (!ReferenceEquals(hall, state.Hall) || state.Plan!.Target is not null || state.Ended)
            reports.Add(new Sent($"from:{Id.Name}:{turn[0].Seq}:0", IslandReport.Of(state, through).ToBytes()));
    }

    void Happened(IslandEvent happened)
    {
        var before = state;
        state = IslandFold.Apply(state, happened);
        switch (happened)
        {
            case Born e:
                Issued(e.Ticket, before);
                if (before.Plan!.Every > 0 && before.Births >= (before.WavesPublished + 1) * before.Plan.Every)
                    faults.Add($"G4: {Id} bred birth {e.Birth} before it published wave {before.WavesPublished}, which was due");
                break;
            case Promoted e:
                Issued(e.Ticket, before);
                break;
            case Remeasured e:
                Issued(e.Ticket, before);
                break;
            case Scored e:
                asks.Told(e.Ticket, e.Result.Text, inOrder: !before.Plan!.ArrivalOrder);
                break;
            case WavePublished e when e.W != before.WavesPublished:
                faults.Add($"G4: {Id} published wave {e.W} after {before.WavesPublished} waves");
                break;
            case WaveTaken e:
                Taken(e, before);
                break;
        }
    }

    void Issued(int ticket, IslandState before)
    {
        if (ticket != before.Tickets) faults.Add($"G5: {Id} issued ticket {ticket} after {before.Tickets} tickets");
        var open = state.Open[ticket];
        recipe ??= Recipe.Parse(state.Plan!.Recipe.Text);
        var request = new EvaluationRequest(open.Before.Genome, recipe, state.Plan!.Rungs[open.Rung], open.Measurement, new Search());
        asks.Asked(ticket, new WorkId(request.WorkKey(state.Plan.ArithmeticClass)));
    }

    /// <summary>Of each neighbour wave after wave, as it was published; a closed one gives nothing from then on.</summary>
    void Taken(WaveTaken taken, IslandState before)
    {
        if (taken.W != before.WavesTaken) faults.Add($"G4: {Id} took wave {taken.W} after {before.WavesTaken} waves");
        var published = history.Of(IslandDecisions.Name(taken.From)).Waves;
        var wave = taken.W < published.Count ? published[taken.W] : published[^1];
        if (taken.W > wave.W && !wave.Closed) faults.Add($"G4: {Id} took wave {taken.W} of island {taken.From}, which published {published.Count}");
        var same = wave.Closed == taken.Closed && IslandJson.Bytes(taken.Migrants).Span.SequenceEqual(wave.Closed ? "[]"u8 : wave.Data.Span);
        if (!same) faults.Add($"G4: {Id} took wave {taken.W} of island {taken.From} as it was never published");
    }

    /// <summary>The waves that others find are those that the journal tells of, closed at the end.</summary>
    void CheckPublished()
    {
        var told = island.Journal.Where(r => r.Type == nameof(WavePublished)).Select(r => (WavePublished)IslandJson.Read(r.Type, r.Version, r.Data)).ToList();
        var same = told.Count == island.Waves.Count && told.Zip(island.Waves).All(pair =>
            pair.First.W == pair.Second.W && pair.First.Closed == pair.Second.Closed
            && IslandJson.Bytes(pair.First.Elites).Span.SequenceEqual(pair.Second.Data.Span));
        if (!same) faults.Add($"G3: the waves of {Id} are not those that its journal tells of");
        if (told.SkipLast(1).Any(w => w.Closed)) faults.Add($"G4: {Id} published after its closed wave");
        if (state.Ended && told is not [.., { Closed: true }]) faults.Add($"G4: {Id} has ended without a closed wave");
    }
}
