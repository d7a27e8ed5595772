using System.Runtime.InteropServices;

namespace LossActors.Learning.Tensors;

/// <summary>A thread that trains.</summary>
public static partial class LaneThread
{
    const int OfProcess = 0, Caller = 0, Nice = 5;

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

    /// <summary>
    /// Lets the calling thread give way where cores are short: one that trains is always ready to run, and decisions, heartbeats and
    /// hand-overs must not queue behind it. Training alone loses nothing. Elsewhere than on Linux, or if refused, nothing happens.
    /// </summary>
    public static void GiveWay()
    {
        // Linux takes 0 for the calling thread, not for its process.
        if (OperatingSystem.IsLinux()) _ = setpriority(OfProcess, Caller, Nice);
    }

    [LibraryImport("libc")]
    private static partial int setpriority(int which, int who, int priority);
}
