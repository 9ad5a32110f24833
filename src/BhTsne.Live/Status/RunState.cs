namespace BhTsne.Live.Status;

/// <summary>Whether a run goes on, as pages show it.</summary>
internal enum RunState
{
    /// <summary>It goes on.</summary>
    Running,

    /// <summary>It waits, or will wait at the next iteration.</summary>
    Paused,

    /// <summary>A page has asked to stop it here.</summary>
    Stopping,

    /// <summary>It has ended, and its map can be explored.</summary>
    Finished,

    /// <summary>It has ended, and no map was shown.</summary>
    Ended,
}
