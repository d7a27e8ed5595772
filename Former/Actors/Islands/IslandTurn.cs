using System.Text;
using LossActors.FormerActors.Kernel;
using LossActors.Learning.Training;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Islands;

/// <summary>Collects one turn's events and effects; the state it shows is always the one after the events so far.</summary>
sealed class IslandTurn(IslandState state)
{
    readonly List<IslandEvent> events = [];
    readonly List<WorkAsk> asks = [];
    readonly List<NewWave> waves = [];
    readonly List<OutgoingMessage> messages = [];

    public IslandState State { get; private set; } = state;

    public IslandPlan Plan => State.Plan!;

    public void Emit(IslandEvent happened)
    {
        events.Add(happened);
        State = IslandFold.Apply(State, happened);
    }

    /// <summary>Emits the event that issues the next ticket, and asks for its evaluation.</summary>
    public void Issue(IslandEvent issuing)
    {
        var ticket = State.Tickets;
        Emit(issuing);
        var open = State.Open[ticket];
        var request = new EvaluationRequest(
            open.Before.Genome, Recipe.Parse(Plan.Recipe.Text), Plan.Rungs[open.Rung], open.Measurement, new Search());
        asks.Add(new WorkAsk(
            new WorkId(request.WorkKey(Plan.ArithmeticClass)), Plan.ArithmeticClass, Encoding.UTF8.GetBytes(request.ToJson()), ticket,
            TicketKey(ticket)));
    }

    public void Publish(WavePublished wave)
    {
        Emit(wave);
        waves.Add(new NewWave(wave.W, wave.Closed, IslandJson.Bytes(wave.Elites)));
    }

    public void TellRun(IslandReport report) => messages.Add(new OutgoingMessage("run", IslandReport.MessageType, report.ToBytes()));

    public Decision<IslandEvent> Done() => new(events) { Asks = asks, Waves = waves, Messages = messages, Ended = State.Ended };

    public static string TicketKey(int ticket) => $"ticket:{ticket}";
}
