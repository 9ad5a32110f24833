namespace BhTsne.Live.Tests.Support;

/// <summary>Small runs.</summary>
internal static class Runs
{
    /// <summary>Fast, and long enough for two costs.</summary>
    public static readonly TsneOptions Quick =
        new() { Perplexity = 8, Iterations = 120, EarlyExaggerationIterations = 30, Threads = 1, MinCostImprovement = 0 };

    /// <summary>Points of five groups.</summary>
    public static PointMatrix Points(int count = 150)
    {
        Random random = new(5);
        float[,] values = new float[count, 4];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                values[i, j] = (float)((3 * Math.Sin((7 * (i % 5)) + j)) + random.NextDouble());
            }
        }

        return PointMatrix.From(values);
    }

    /// <summary>A label of each point.</summary>
    public static string[] Labels(int count = 150) => [.. Enumerable.Range(0, count).Select(i => $"group {i % 5}")];

    /// <summary>The bits of a map.</summary>
    public static int[] Bits(Embedding map) => [.. map.Values.ToArray().Select(BitConverter.SingleToInt32Bits)];

    /// <summary>Carries out a task on a thread of its own, and waits for it.</summary>
    public static Task InBackground(Action work) => Task.Factory.StartNew(
        work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
