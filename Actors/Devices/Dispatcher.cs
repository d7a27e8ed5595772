using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;

namespace LossActors.Actors.Devices;

/// <summary>
/// Gives wanted evaluations to free lanes. Knows only what it was told lately and keeps no credit of its own: what devices say they hold is
/// all that counts, so that it may vanish, or be there twice, at any time.
/// </summary>
/// <remarks>Each message costs the logarithm of what waits. One caller at a time; times come from one monotonic clock.</remarks>
public sealed class Dispatcher
{
    readonly Dictionary<EvaluationKey, Wanted> wants = [];
    readonly OrderedDictionary<(string Device, Incarnation Process), KnownDevice> devices = [];
    readonly Dictionary<string, ClassQueue> classes = new(StringComparer.Ordinal);
    readonly Dictionary<EntityId, (IAsker Asker, TimeSpan At)> classQuestions = [];

    /// <summary>How many devices hold a key, or are about to.</summary>
    readonly Dictionary<EvaluationKey, int> holders = [];

    public int Wants => wants.Count;

    /// <summary>What devices said last, in the order in which they came.</summary>
    public IEnumerable<DeviceState> Devices => devices.Values.Select(d => d.State);

    public void Receive(IMessage message, IAsker sender, TimeSpan now)
    {
        switch (message)
        {
            case Want want: On(want, now); break;
            case NoWant(var key): Drop(key); break;
            case DeviceState state: On(state, sender, now); break;
            case WhichClass(var whom): classQuestions[whom] = (sender, now); AnswerClasses(); break;
        }
    }

    /// <summary>Forgets a device that is known to have ended: what it held, or was sent and never saw, waits again.</summary>
    /// <param name="sender">As whom it spoke.</param>
    public void Forget(IAsker sender, TimeSpan now)
    {
        foreach (var (id, _) in devices.Where(d => sender.Equals(d.Value.Asker)).ToList()) Forget(id);
        foreach (var queue in classes.Values) Match(queue, now);
    }

    /// <summary>Forgets what was not renewed. Every <see cref="Patience.Tick"/> or so.</summary>
    public void Tick(TimeSpan now)
    {
        foreach (var (whom, _) in classQuestions.Where(q => now - q.Value.At > Patience.Asker).ToList()) classQuestions.Remove(whom);
        foreach (var (key, _) in wants.Where(w => now - w.Value.Heard > Patience.Asker).ToList()) Drop(key);
        foreach (var (id, _) in devices.Where(d => now - d.Value.Heard > Patience.Device).ToList()) Forget(id);
        foreach (var device in devices.Values) Update(device, () => VoidLost(device, now));
        foreach (var queue in classes.Values) Match(queue, now);
    }

    void On(Want want, TimeSpan now)
    {
        if (wants.TryGetValue(want.Key, out var known) && IsSame(known.Want, want))
        {
            known.Heard = now;
            return;
        }

        Drop(want.Key);
        wants[want.Key] = new Wanted(want) { Heard = now };
        if (holders.ContainsKey(want.Key)) return;
        var queue = Queue(want.ArithmeticClass);
        queue.Add(want);
        Match(queue, now);
    }

    void On(DeviceState state, IAsker sender, TimeSpan now)
    {
        var id = (state.Device, state.Process);
        if (!devices.TryGetValue(id, out var device))
        {
            devices[id] = device = new KnownDevice(devices.Count == 0 ? 0 : devices.GetAt(devices.Count - 1).Value.Order + 1)
            {
                State = state with { Holds = [], Free = 0 },
            };
        }

        Update(device, () =>
        {
            var before = device.State.Holds;
            (device.State, device.Asker, device.Heard) = (state, sender, now);
            // Held first and released after: what passes from sent to held is never free in between.
            foreach (var key in state.Holds) Hold(key);
            foreach (var key in state.Holds.Where(device.Sent.ContainsKey).ToList())
            {
                device.Sent.Remove(key);
                Release(key);
            }

            foreach (var key in before) Release(key);
            VoidLost(device, now);
        });
        AnswerClasses();
        Match(Queue(state.ArithmeticClass), now);
    }

    void Forget((string Device, Incarnation Process) id)
    {
        devices.Remove(id, out var device);
        Queue(device!.State.ArithmeticClass).Remove(device);
        foreach (var key in device.State.Holds.Concat(device.Sent.Keys)) Release(key);
    }

    void Match(ClassQueue queue, TimeSpan now)
    {
        while (queue.Freest is { } device && queue.Take() is { } want)
        {
            Hold(want.Key);
            Update(device, () => device.Sent[want.Key] = now);
            device.Asker!.Answer(new Assign(want));
        }
    }

    /// <summary>What was sent and has not shown up is lost, or was refused.</summary>
    void VoidLost(KnownDevice device, TimeSpan now)
    {
        foreach (var key in device.Sent.Where(s => now - s.Value > Patience.Assignment).Select(s => s.Key).ToList())
        {
            device.Sent.Remove(key);
            Release(key);
        }
    }

    void AnswerClasses()
    {
        if (devices.Count == 0 || classQuestions.Count == 0) return;
        var first = devices.GetAt(0).Value.State.ArithmeticClass;
        foreach (var (asker, _) in classQuestions.Values) asker.Answer(new ClassIs(first));
        classQuestions.Clear();
    }

    void Hold(EvaluationKey key)
    {
        if (!holders.TryAdd(key, 1)) holders[key]++;
        else if (wants.TryGetValue(key, out var wanted)) Queue(wanted.Want.ArithmeticClass).Remove(wanted.Want);
    }

    void Release(EvaluationKey key)
    {
        if (--holders[key] > 0) return;
        holders.Remove(key);
        if (wants.TryGetValue(key, out var wanted)) Queue(wanted.Want.ArithmeticClass).Add(wanted.Want);
    }

    void Drop(EvaluationKey key)
    {
        if (wants.Remove(key, out var wanted)) Queue(wanted.Want.ArithmeticClass).Remove(wanted.Want);
    }

    /// <summary>Changes a device, and its place among the free ones with it.</summary>
    void Update(KnownDevice device, Action change)
    {
        Queue(device.State.ArithmeticClass).Remove(device);
        change();
        if (device.Free > 0) Queue(device.State.ArithmeticClass).Add(device);
    }

    ClassQueue Queue(string arithmeticClass)
    {
        if (!classes.TryGetValue(arithmeticClass, out var queue)) classes[arithmeticClass] = queue = new ClassQueue();
        return queue;
    }

    /// <summary>A key names its request, so that this need not be compared.</summary>
    static bool IsSame(Want a, Want b) =>
        (a.Asker, a.Ticket, a.Attempt, a.IsAudit, a.ArithmeticClass) == (b.Asker, b.Ticket, b.Attempt, b.IsAudit, b.ArithmeticClass);

    sealed class Wanted(Want want)
    {
        public Want Want => want;

        public TimeSpan Heard { get; set; }
    }
}
