using System.Runtime.CompilerServices;
using BhTsne.Numerics;
using BhTsne.SpaceTrees;

namespace BhTsne.Gradients;

/// <summary>
/// Whom one group of neighbouring points interacts with: cells far enough to be summarised, and ranges of points too near for that. One walk of the
/// tree serves the whole group. Scratch memory of one worker.
/// </summary>
internal sealed class InteractionList
{
    private readonly int[] _cells;
    private readonly int[] _ranges;

    /// <summary>Allocates for trees of up to so many cells.</summary>
    public InteractionList(int cellCapacity)
    {
        // Pages that no walk reaches are not resident.
        _cells = GC.AllocateUninitializedArray<int>(cellCapacity);
        _ranges = GC.AllocateUninitializedArray<int>(2 * cellCapacity);
    }

    /// <summary>The number of cells in the list.</summary>
    public int CellCount { get; private set; }

    /// <summary>The number of ranges in the list.</summary>
    public int RangeCount { get; private set; }

    /// <summary>The cells that are summarised.</summary>
    public ReadOnlySpan<int> Cells => _cells.AsSpan(0, CellCount);

    /// <summary>Pairs (first, last) of places in the tree's order: the points that are summed one by one, the group's own not among them.</summary>
    public ReadOnlySpan<int> Ranges => _ranges.AsSpan(0, 2 * RangeCount);

    /// <summary>Walks the tree for the points first to last - 1.</summary>
    /// <remarks>
    /// A cell is summarised when its width is at most θ times the distance from the group's box to the cell's centre of mass, and when no point of the
    /// group lies in it. Every point of the tree ends in exactly one of: a cell of the list, a range of the list, the group.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill<TSpace>(SpaceTree<TSpace> tree, int first, int last)
        where TSpace : struct, ISpace
    {
        Box box = Box.Around(tree, first, last);
        CellHead[] heads = tree.Heads;
        int[] cells = _cells, ranges = _ranges;
        int cellCount = 0, rangeCount = 0, count = tree.CellCount;
        for (int cell = 0; cell < count;)
        {
            ref CellHead head = ref heads[cell];
            float distance = box.SquaredDistance<TSpace>(in head);
            bool apart = (head.First >= last) | (head.Last <= first);
            if (apart & (head.ReachSquared <= distance))
            {
                cells[cellCount++] = cell;
                cell = head.Skip;
                continue;
            }

            if (++cell != head.Skip)
            {
                continue;
            }

            // A leaf; what it shares with the group is left to the group.
            if (apart)
            {
                rangeCount = Append(ranges, rangeCount, head.First, head.Last);
            }
            else
            {
                rangeCount = Append(ranges, rangeCount, head.First, Math.Min(head.Last, first));
                rangeCount = Append(ranges, rangeCount, Math.Max(head.First, last), head.Last);
            }
        }

        CellCount = cellCount;
        RangeCount = rangeCount;
    }

    /// <summary>Adds a range unless it is empty; one that follows on the last is joined to it.</summary>
    private static int Append(int[] ranges, int count, int first, int last)
    {
        if (first >= last)
        {
            return count;
        }

        if (count > 0 && ranges[(2 * count) - 1] == first)
        {
            ranges[(2 * count) - 1] = last;
            return count;
        }

        ranges[2 * count] = first;
        ranges[(2 * count) + 1] = last;
        return count + 1;
    }

    /// <summary>The box around a group.</summary>
    private readonly struct Box
    {
        private readonly float _lowX, _lowY, _lowZ, _highX, _highY, _highZ;

        private Box(float lowX, float lowY, float lowZ, float highX, float highY, float highZ) =>
            (_lowX, _lowY, _lowZ, _highX, _highY, _highZ) = (lowX, lowY, lowZ, highX, highY, highZ);

        public static Box Around<TSpace>(SpaceTree<TSpace> tree, int first, int last)
            where TSpace : struct, ISpace
        {
            (float lowX, float highX) = MinMax(tree.Coordinates[0].AsSpan(first, last - first));
            (float lowY, float highY) = TSpace.Dimensions > 1 ? MinMax(tree.Coordinates[1].AsSpan(first, last - first)) : default;
            (float lowZ, float highZ) = TSpace.Dimensions > 2 ? MinMax(tree.Coordinates[2].AsSpan(first, last - first)) : default;
            return new Box(lowX, lowY, lowZ, highX, highY, highZ);
        }

        /// <summary>From the nearest point of the box to the cell's centre of mass.</summary>
        public float SquaredDistance<TSpace>(in CellHead head)
            where TSpace : struct, ISpace
        {
            float x = Outside(head.X, _lowX, _highX);
            float distance = x * x;
            if (TSpace.Dimensions > 1)
            {
                float y = Outside(head.Y, _lowY, _highY);
                distance += y * y;
            }

            if (TSpace.Dimensions > 2)
            {
                float z = Outside(head.Z, _lowZ, _highZ);
                distance += z * z;
            }

            return distance;
        }

        private static float Outside(float value, float low, float high) => MathF.Max(0, MathF.Max(low - value, value - high));

        private static (float Low, float High) MinMax(ReadOnlySpan<float> values)
        {
            float low = values[0], high = values[0];
            foreach (float value in values)
            {
                low = MathF.Min(low, value);
                high = MathF.Max(high, value);
            }

            return (low, high);
        }
    }
}
