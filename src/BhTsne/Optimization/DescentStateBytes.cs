using BhTsne.Files;
using BhTsne.Numerics;
using BhTsne.SpaceTrees;

namespace BhTsne.Optimization;

/// <summary>
/// The state of a descent as bytes, of a length that depends on the number of points alone: docs/formats.md has the order.
/// </summary>
internal static class DescentStateBytes
{
    /// <summary>The bytes of a state.</summary>
    /// <param name="points">N.</param>
    public static long Length<TSpace>(int points)
        where TSpace : struct, ISpace
    {
        const long Numbers = (4 * sizeof(long)) + (4 * sizeof(double)) + (4 * sizeof(float)) + (4 * sizeof(int)) + sizeof(double);
        long coordinates = Lanes.RoundUp(points * TSpace.Stride);
        return Numbers + (3 * sizeof(float) * coordinates) + (points * (2L * sizeof(int) + sizeof(ulong)));
    }

    /// <summary>The bytes of a state.</summary>
    /// <param name="points">N.</param>
    /// <param name="dimensions">d of the map.</param>
    public static long Length(int points, int dimensions) => dimensions switch
    {
        1 => Length<OneDimension>(points),
        2 => Length<TwoDimensions>(points),
        _ => Length<ThreeDimensions>(points),
    };

    /// <summary>Writes a state.</summary>
    public static void Write<TSpace>(DescentState<TSpace> state, Span<byte> bytes)
        where TSpace : struct, ISpace
    {
        ByteWriter writer = new(bytes);
        TreeState tree = state.Tree;
        writer.Write((long)state.Iteration);
        writer.Write(state.Cost);
        writer.Write(state.CostImprovement);
        writer.Write<float>(state.Mean);
        writer.Write(tree.Build);
        writer.Write(tree.Theta);
        writer.Write(tree.SpreadWhenBuilt);
        writer.Write(tree.WorkWhenBuilt);
        writer.Write(tree.ExtraWork);
        writer.Write(tree.RebuildIsDue ? 1 : 0);
        writer.Write(tree.PredictsBuilds ? 1 : 0);
        writer.Write(tree.BuildsInARow);
        writer.Write(0);
        writer.Write(state.ControlledTheta);
        writer.Write<float>(state.Positions);
        writer.Write<float>(state.First);
        writer.Write<float>(state.Second);
        writer.Write<int>(state.Order);
        writer.Write<ulong>(tree.Codes);
        writer.Write<int>(tree.Order);
    }

    /// <summary>Reads a state.</summary>
    /// <param name="state">Receives it; created for as many points.</param>
    /// <param name="bytes">What <see cref="Write"/> made.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? Read<TSpace>(DescentState<TSpace> state, ReadOnlySpan<byte> bytes)
        where TSpace : struct, ISpace
    {
        ByteReader reader = new(bytes);
        TreeState tree = state.Tree;
        long iteration = reader.Read<long>();
        state.Cost = reader.Read<double>();
        state.CostImprovement = reader.Read<double>();
        reader.Read<float>(state.Mean);
        tree.Build = reader.Read<long>();
        tree.Theta = reader.Read<double>();
        tree.SpreadWhenBuilt = reader.Read<double>();
        tree.WorkWhenBuilt = reader.Read<long>();
        tree.ExtraWork = reader.Read<long>();
        tree.RebuildIsDue = reader.Read<int>() != 0;
        tree.PredictsBuilds = reader.Read<int>() != 0;
        tree.BuildsInARow = reader.Read<int>();
        _ = reader.Read<int>();
        state.ControlledTheta = reader.Read<double>();
        reader.Read<float>(state.Positions);
        reader.Read<float>(state.First);
        reader.Read<float>(state.Second);
        reader.Read<int>(state.Order);
        reader.Read<ulong>(tree.Codes);
        reader.Read<int>(tree.Order);
        if (iteration is < 0 or > int.MaxValue)
        {
            return $"its iteration is {iteration}.";
        }

        state.Iteration = (int)iteration;
        bool[] seen = new bool[state.Points];
        return !IsPermutation(state.Order, seen, true) ? "its order names a point twice or one that does not exist."
            : tree.Build > 0 && !IsPermutation(tree.Order, seen, false)
                ? "the order of its tree names a point twice or one that does not exist."
            : Array.Exists(state.Positions, position => !float.IsFinite(position)) ? "a position is not finite."
            : null;
    }

    /// <summary>Whether each point is named once; the marks begin at the opposite of the given one and end at it.</summary>
    private static bool IsPermutation(int[] order, bool[] seen, bool mark)
    {
        foreach (int point in order)
        {
            if ((uint)point >= (uint)seen.Length || seen[point] == mark)
            {
                return false;
            }

            seen[point] = mark;
        }

        return true;
    }
}
