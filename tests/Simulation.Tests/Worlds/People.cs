using LossActors.Actors.Entities;
using LossActors.Actors.Islands;

namespace LossActors.Simulation.Tests.Worlds;

/// <summary>
/// Those who found runs, pause and steer them: from outside the cluster, through any node, again and again until they are answered.
/// </summary>
sealed class People(World world)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    readonly List<Command> open = [];

    public IEnumerable<string> Unanswered => open.Select(c => c.Name);

    /// <summary>What a person wished by a command, all copies of which have one name up to a <c>#</c>.</summary>
    public static CommandId Wish(CommandId command) => new(command.Id.Split('#')[0]);

    /// <param name="isAnswer">Whether a message answers it, and the command is done.</param>
    public void Send(string name, EntityId to, IMessage message, Func<IMessage, bool> isAnswer)
    {
        var command = new Command(world, open, name, to, message, isAnswer);
        open.Add(command);
        Ask(command);
    }

    void Ask(Command command)
    {
        if (!open.Contains(command)) return;
        var living = world.Machines.Select(m => m.Current).OfType<Process>().Where(p => p is { IsAlive: true, IsFrozen: false }).ToList();
        if (living.Count > 0) world.Chance.One(living).Ask(command.To, command.Message, command);
        world.After(Patience, () => Ask(command));
    }

    sealed class Command(
        World world, List<Command> open, string name, EntityId to, IMessage message, Func<IMessage, bool> isAnswer) : IAsker
    {
        public string Name => name;

        public EntityId To => to;

        public IMessage Message => message;

        public void Answer(IMessage answer)
        {
            var carried = world.Wire(answer);
            world.Network.Send(() =>
            {
                world.Trace($"{name} <- {Words.Of(carried)}");
                if (open.Contains(this) && isAnswer(carried)) open.Remove(this);
            });
        }
    }
}
