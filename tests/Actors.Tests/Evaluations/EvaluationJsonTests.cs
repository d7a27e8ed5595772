using System.Text;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;

namespace LossActors.Actors.Tests.Evaluations;

public sealed class EvaluationJsonTests
{
    public static TheoryData<EvaluationEvent, string> Written => new()
    {
        { new Started(1, "cpu", "a:1", new("p")), """{"attempt":1,"device":"cpu","node":"a:1","process":{"id":"p"}}""" },
        { new Returned(1, new("p")), """{"attempt":1,"process":{"id":"p"}}""" },
        { new Suspected(1, new("p")), """{"attempt":1,"process":{"id":"p"}}""" },
        { new Died(2, "a+b", "cuda:0"), """{"attempt":2,"reason":"a+b","device":"cuda:0"}""" },
        {
            new Done(new("""{"x":0.10}"""), new("e1", 1.5, "run", "cpu")),
            """{"result":{"x":0.10},"cost":{"evaluation":"e1","seconds":1.5,"trainedFor":"run","device":"cpu"}}"""
        },
        {
            new Sentenced(new("""{"x":1}"""), new("e1", 0, "run", "cpu")),
            """{"result":{"x":1},"cost":{"evaluation":"e1","seconds":0,"trainedFor":"run","device":"cpu"}}"""
        },
        { new Audited("cpu"), """{"device":"cpu"}""" },
        { new Nondeterministic(new("""{"x":1}"""), "cpu"), """{"result":{"x":1},"device":"cpu"}""" },
        { new Parked("why"), """{"reason":"why"}""" },
    };

    [Theory, MemberData(nameof(Written))]
    public void An_event_has_these_bytes_and_reads_back(EvaluationEvent happened, string json)
    {
        var bytes = EvaluationJson.Events.Write(happened);
        Assert.Equal(json, Encoding.UTF8.GetString(bytes));
        Assert.Equal(happened, EvaluationJson.Events.Read(happened.GetType().Name, EvaluationJson.Events.Version, bytes));
    }

    [Fact]
    public void A_newer_event_is_refused_in_a_sentence() =>
        Assert.Throws<UnknownEventException>(() => EvaluationJson.Events.Read("Done", 2, "{}"u8));
}
