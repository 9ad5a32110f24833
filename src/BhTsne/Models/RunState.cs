using BhTsne.Files;

namespace BhTsne.Models;

/// <summary>What a run keeps beside the state of its descent, as bytes in front of it.</summary>
/// <param name="Stopped">Why the plan has ended; null where it has not.</param>
/// <param name="Seconds">The time that the stages took so far.</param>
internal sealed record RunState(StopReason? Stopped, StageSeconds Seconds)
{
    /// <summary>The bytes that it takes.</summary>
    public const int Bytes = sizeof(long) + (5 * sizeof(double));

    /// <summary>Writes it.</summary>
    public void Write(Span<byte> bytes)
    {
        ByteWriter writer = new(bytes);
        writer.Write(Stopped is { } reason ? (long)reason : -1);
        writer.Write(Seconds.Reduction);
        writer.Write(Seconds.Initialization);
        writer.Write(Seconds.Neighbors);
        writer.Write(Seconds.Affinities);
        writer.Write(Seconds.Optimization);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null where it is no state.</summary>
    public static RunState? Read(ReadOnlySpan<byte> bytes)
    {
        ByteReader reader = new(bytes);
        long stopped = reader.Read<long>();
        StageSeconds seconds = new()
        {
            Reduction = reader.Read<double>(),
            Initialization = reader.Read<double>(),
            Neighbors = reader.Read<double>(),
            Affinities = reader.Read<double>(),
            Optimization = reader.Read<double>(),
        };
        return stopped == -1 ? new RunState(null, seconds)
            : Enum.IsDefined((StopReason)stopped) ? new RunState((StopReason)stopped, seconds)
            : null;
    }
}
