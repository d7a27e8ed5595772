namespace LossActors.Learning.Tensors;

/// <summary>A thread that trains.</summary>
public static class LaneThread
{
    /// <summary>
    /// Loads libtorch and holds its operators to one thread when they are called from this one. Every lane's thread calls it first: the
    /// count is the calling thread's, and a new thread has what any other asked for last.
    /// </summary>
    /// <exception cref="TorchUnavailableException">libtorch cannot be loaded.</exception>
    public static void Enter()
    {
        Libtorch.Require();
        // Asking first makes libtorch set up the thread's count, which it would else do later, over what is set here.
        _ = torch.get_num_threads();
        torch.set_num_threads(1);
    }
}
