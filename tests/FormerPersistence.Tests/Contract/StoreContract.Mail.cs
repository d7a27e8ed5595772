namespace LossActors.FormerPersistence.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    [Trait("guarantee", "G4")]
    public async Task A_message_whose_key_is_taken_is_dropped()
    {
        Assert.True(await Store.Post(Island, "steer:1", "Steer", Bytes("first")));
        Assert.False(await Store.Post(Island, "steer:1", "Steer", Bytes("second")));
        Assert.True(await Store.Post(Neighbour, "steer:1", "Steer", Bytes("other")));

        Assert.Equal(["steer:1=first"], await MailOf(Island));
        Assert.Equal(["steer:1=other"], await MailOf(Neighbour));
    }

    [Fact]
    [Trait("guarantee", "G4")]
    public async Task Messages_arrive_in_the_order_sent()
    {
        var owned = await Own(Island);
        for (var turn = 0; turn < 12; turn++)
        {
            OutgoingMessage[] messages = [new(Neighbour.Name, "M", Bytes($"{turn}a")), new(Neighbour.Name, "M", Bytes($"{turn}b"))];
            owned = await Commit(TurnOf(owned) with { Messages = messages }, owned);
        }


        var expected = Enumerable.Range(0, 12).SelectMany(t => new[] { $"{t}a", $"{t}b" });
        Assert.Equal(expected, (await Store.Mailbox(Neighbour, 100)).Select(m => Text(m.Data)));
        Assert.Equal(["0a", "0b", "1a"], (await Store.Mailbox(Neighbour, 3)).Select(m => Text(m.Data)));
    }

    [Fact]
    public async Task Rows_are_found_by_their_keys()
    {
        foreach (var key in (string[])["a", "b", "c"])
            await Store.Post(Island, key, "T", Bytes(key.ToUpperInvariant()));

        Assert.Equal(["A", "C"], (await Store.Mailbox(Island, ["c", "x", "a", "c"])).Select(m => Text(m.Data)));
        Assert.Empty(await Store.Mailbox(Island, []));
        Assert.Empty(await Store.Mailbox(Neighbour, ["a"]));
    }

    [Fact]
    public async Task Runs_are_founded_once_and_found_by_name()
    {
        Assert.False(await Store.Found(new(new("run-x"), "first", "other", "other", [new("island/0", "island")])));
        await SecondRun();

        var first = (await Store.FindRun("first"))!;
        Assert.Equal((Run, "first", RunState.Running), (first.Id, first.Name, first.State));
        Assert.Equal(("config", "print"), (first.Config, first.Fingerprint));
        Assert.Equal((null, null), (first.ArithmeticClass, first.StopAt));
        Assert.Null(await Store.FindRun("third"));
        Assert.Null(await Store.GetRun(new("run-x")));
        Assert.Equal(["first", "second"], (await Store.Runs()).Select(r => r.Name));
        Assert.Empty(await Store.Actors(new("run-x")));
    }

    [Fact]
    public async Task Of_those_who_found_one_run_at_once_one_does()
    {
        var founded = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            async () => await Store.Found(new(new($"racer-{i}"), "race", "c", "f", [new("run", "run")])))));

        Assert.Equal(1, founded.Count(f => f));
        Assert.Single(await Store.Actors((await Store.FindRun("race"))!.Id));
    }

    [Fact]
    public async Task The_first_arithmetic_class_offered_stays()
    {
        Assert.Equal("avx2", await Store.OfferClass(Run, "avx2"));
        Assert.Equal("avx2", await Store.OfferClass(Run, "avx512"));
        Assert.Equal("avx2", (await Store.GetRun(Run))!.ArithmeticClass);
    }

    [Fact]
    public async Task What_names_an_unknown_run_or_actor_is_refused()
    {
        var nobody = new RunId("nobody");
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.SetRunState(nobody, RunState.Ended));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.OfferClass(nobody, "c"));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.Post(new(nobody, "a"), "k", "T", Bytes("")));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.SaveSnapshot(new(new(Run, "nobody"), 1, new(1), 1, Bytes(""))));
    }

    [Fact]
    public async Task A_write_raises_the_hint_and_wakes_those_who_wait()
    {
        var seen = Store.Hint;
        var wait = Store.WaitForHint(seen, TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.False(wait.IsCompleted);
        await Store.Post(Island, "a", "T", Bytes(""));
        await wait.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.NotEqual(seen, Store.Hint);
        await Store.WaitForHint(seen, TimeSpan.FromMinutes(1), CancellationToken.None);
    }

    [Fact]
    public async Task A_wait_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        var wait = WaitForever();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);

        // A store may raise a hint of its own accord, which ends one wait.
        async Task WaitForever()
        {
            while (true) await Store.WaitForHint(Store.Hint, TimeSpan.FromMinutes(1), stop.Token);
        }
    }
}
