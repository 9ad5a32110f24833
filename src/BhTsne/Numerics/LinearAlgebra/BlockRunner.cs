namespace BhTsne.Numerics;

/// <summary>
/// Runs body(block, worker) for every block, perhaps on several threads. Numerics knows no scheduler: whoever has one hands it in,
/// for instance <c>(blocks, body) => team.Run(blocks, body, cancellation)</c>.
/// </summary>
/// <param name="blocks">How many blocks there are.</param>
/// <param name="body">One block's work; what it computes depends on the block alone.</param>
internal delegate void BlockRunner(int blocks, Action<int, int> body);
