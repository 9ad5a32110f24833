namespace BhTsne.Numerics;

/// <summary>
/// Runs the blocks of a loop, perhaps on several threads: how Numerics, which uses no other folder, is given worker threads.
/// </summary>
internal interface IBlockRunner
{
    /// <summary>Runs body(block, worker) for every block.</summary>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="body">One block's work; the result depends on the block alone.</param>
    void Run(int blocks, Action<int, int> body);
}
