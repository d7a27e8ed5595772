using System.Collections.Immutable;

namespace LossActors.Genetics.Programs;

/// <summary>Drops dead instructions and gives each result a block buffer by linear scan over last uses.</summary>
static class BufferAllocation
{
    public static LossProgram Finish(InstructionGraph graph, int value, int h, int dz)
    {
        var live = new bool[graph.Count];
        foreach (var output in (int[])[value, h, dz])
            if (output >= 0) live[output] = true;
        for (var i = graph.Count - 1; i >= 0; i--)
        {
            if (!live[i]) continue;
            if (graph[i].A >= 0) live[graph[i].A] = true;
            if (graph[i].B >= 0) live[graph[i].B] = true;
        }

        var index = new int[graph.Count];
        var lastUse = new int[graph.Count];
        var count = 0;
        for (var i = 0; i < graph.Count; i++)
        {
            if (!live[i]) continue;
            index[i] = count++;
            if (graph[i].A >= 0) lastUse[graph[i].A] = i;
            if (graph[i].B >= 0) lastUse[graph[i].B] = i;
        }

        foreach (var output in (int[])[value, h, dz])
            if (output >= 0) lastUse[output] = int.MaxValue;

        var instructions = ImmutableArray.CreateBuilder<Instruction>(count);
        var buffer = new int[graph.Count];
        var free = new Stack<int>();
        var buffers = 0;
        for (var i = 0; i < graph.Count; i++)
        {
            if (!live[i]) continue;
            var (op, a, b, constant, uniform) = graph[i];
            Release(a, i);
            if (b != a) Release(b, i);
            buffer[i] = uniform || a < 0 ? -1 : free.Count > 0 ? free.Pop() : buffers++;
            instructions.Add(new(op, a < 0 ? -1 : index[a], b < 0 ? -1 : index[b], constant, uniform, buffer[i]));
        }

        return new(instructions.MoveToImmutable(), At(value), At(h), At(dz), buffers);

        int At(int node) => node < 0 ? -1 : index[node];

        void Release(int node, int at)
        {
            if (node >= 0 && lastUse[node] == at && buffer[node] >= 0) free.Push(buffer[node]);
        }
    }
}
