using System.Text.Json;
using System.Text.Json.Serialization;
using LossActors.Actors.Evaluations;
using LossActors.Learning.Training;

namespace LossActors.Actors.Islands;

/// <summary>An island's n-th request for an evaluation, counted from 0. Results are taken in this order.</summary>
[JsonConverter(typeof(TicketConverter))]
public readonly record struct Ticket(int Number) : IComparable<Ticket>
{
    public Ticket Next => new(Number + 1);

    public int CompareTo(Ticket other) => Number.CompareTo(other.Number);

    public override string ToString() => $"{Number}";

    public static bool operator <(Ticket a, Ticket b) => a.Number < b.Number;

    public static bool operator >(Ticket a, Ticket b) => a.Number > b.Number;

    public static bool operator <=(Ticket a, Ticket b) => a.Number <= b.Number;

    public static bool operator >=(Ticket a, Ticket b) => a.Number >= b.Number;
}

/// <summary>An evaluation in flight: of which loss, on which rung, which measurement of it.</summary>
/// <param name="Before">The loss with what was known of it when the ticket was issued.</param>
public sealed record OpenTicket(Individual Before, int Rung, int Measurement, bool IsBirth)
{
    Evaluate? question;

    /// <summary>
    /// What is asked for this ticket. Hashed once, since it is asked again and again; what it depends on in the plan cannot be steered.
    /// </summary>
    public Evaluate Question(IslandPlan plan, string asker, Ticket ticket) => question ??= Evaluate.Of(
        new EvaluationRequest(Before.Genome, plan.Recipe, plan.Rungs[Rung], Measurement, new Search()),
        plan.ArithmeticClass, asker, ticket.Number);

    public bool Equals(OpenTicket? other) =>
        other is not null && (Before, Rung, Measurement, IsBirth) == (other.Before, other.Rung, other.Measurement, other.IsBirth);

    public override int GetHashCode() => HashCode.Combine(Before, Rung, Measurement, IsBirth);
}

sealed class TicketConverter : JsonConverter<Ticket>
{
    public override Ticket Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt32());

    public override void Write(Utf8JsonWriter writer, Ticket value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Number);
}
