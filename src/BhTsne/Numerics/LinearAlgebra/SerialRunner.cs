namespace BhTsne.Numerics;

/// <summary>Runs blocks one after the other on the calling thread: where no worker threads are at hand.</summary>
internal sealed class SerialRunner : IBlockRunner
{
    private SerialRunner()
    {
    }

    /// <summary>The one instance; it has no state.</summary>
    public static SerialRunner Instance { get; } = new();

    /// <inheritdoc/>
    public void Run(int blocks, Action<int, int> body)
    {
        for (int block = 0; block < blocks; block++)
        {
            body(block, 0);
        }
    }
}
