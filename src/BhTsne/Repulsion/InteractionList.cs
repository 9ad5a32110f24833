using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.SpaceTrees;

namespace BhTsne.Repulsion;

/// <summary>
/// The sources that act on the points of a group, found in two walks: one for a block of groups, which settles what is the same for all of
/// them, and from there one for each group. Scratch memory of one worker.
/// </summary>
/// <remarks>
/// A cell that no point of the group lies in is summarised when its width is at most θ times the distance from the group's box to its
/// centre of mass. It is far when, in addition, <see cref="BoxShare"/> times the width of the box is at most θ times that distance: then it
/// enters the local expansion of the group (or of the block); otherwise it acts on each point. What cannot be summarised is opened, down to
/// points. Every point of the tree ends in exactly one of: a local expansion, a cell of the list, a range of the list, the group itself.
/// The group itself is empty where the targets are not among the sources. θ is that of the tree (<see cref="SpaceTree{TSpace}.Theta"/>).
/// </remarks>
internal sealed class InteractionList<TSpace, TKernel>
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
{
    /// <summary>
    /// How much farther than θ requires of a cell a local expansion must be from its sources. At 1 expansions take in more than a third of
    /// the cells, but cause most of the error; at 2 they take in less than a quarter and add as much to it (docs/performance.md).
    /// </summary>
    private const double BoxShare = 2;

    /// <summary>Compressed stores write up to eight values.</summary>
    private const int Overhang = 8;

    private readonly int[] _queue;
    private readonly int[] _candidates;
    private readonly uint[] _candidateMembers;
    private readonly int[] _cells;
    private readonly int[] _ranges;
    private int _candidateCount;
    private int _rangeCount;

    /// <summary>Allocates for trees of up to a number of cells.</summary>
    public InteractionList(TKernel kernel, int cellCapacity)
    {
        // The operating system gives no memory to pages that are never written.
        _queue = GC.AllocateUninitializedArray<int>(cellCapacity + Overhang);
        _candidates = GC.AllocateUninitializedArray<int>(cellCapacity);
        _candidateMembers = GC.AllocateUninitializedArray<uint>(cellCapacity);
        _cells = GC.AllocateUninitializedArray<int>(cellCapacity + Overhang);
        _ranges = GC.AllocateUninitializedArray<int>(2 * cellCapacity);
        BlockExpansion = new LocalExpansion<TSpace, TKernel>(kernel);
        GroupExpansion = new LocalExpansion<TSpace, TKernel>(kernel);
    }

    /// <summary>What is far from the whole block.</summary>
    public LocalExpansion<TSpace, TKernel> BlockExpansion { get; }

    /// <summary>What is far from the group, but not from the whole block.</summary>
    public LocalExpansion<TSpace, TKernel> GroupExpansion { get; }

    /// <summary>The number of cells in the list.</summary>
    public int CellCount { get; private set; }

    /// <summary>The cells that act on each point of the group.</summary>
    public ReadOnlySpan<int> Cells => _cells.AsSpan(0, CellCount);

    /// <summary>
    /// Pairs (first, last) of places in the tree's order: the points that act one by one, the group's own not among them.
    /// </summary>
    public ReadOnlySpan<int> Ranges => _ranges.AsSpan(0, 2 * _rangeCount);

    /// <summary>Walks the whole tree for a block of groups.</summary>
    /// <param name="tree">The tree over the sources.</param>
    /// <param name="box">The box around the block's points.</param>
    /// <param name="first">The place of the block's first point in the tree's order; 0 where the targets are not among the sources.</param>
    /// <param name="last">The place after its last; 0 where the targets are not among the sources.</param>
    [MethodImpl(HotLoop.Options)]
    public void BeginBlock(SpaceTree<TSpace> tree, in Box<TSpace> box, int first, int last)
    {
        Vector256<float> boxReach = Vector256.Create(ReachSquared(box.Width, tree.Theta));
        Vector256<int> firsts = Vector256.Create(first), lasts = Vector256.Create(last);
        BlockExpansion.Begin(box.Middle);
        CellFamilies<TSpace> families = tree.Families;
        ref int queue = ref MemoryMarshal.GetArrayDataReference(_queue);
        int queued = 1, candidates = 0;
        queue = 0;
        for (int next = 0; next < queued; next++)
        {
            int family = Unsafe.Add(ref queue, next);
            uint members = families.Members(family);
            Vector256<float> reach = families.ReachSquared(family);
            Vector256<int> children = families.Children(family);
            uint apart = members & Bits(
                Vector256.GreaterThanOrEqual(families.First(family), lasts) | Vector256.LessThanOrEqual(families.Last(family), firsts));
            uint far = apart & Bits(Vector256.LessThanOrEqual(Vector256.MaxNative(reach, boxReach), box.NearestSquared(families, family)));
            if (far != 0)
            {
                BlockExpansion.Add(families, family, far);
            }

            // What no group of the block can summarise is opened here once for all of them.
            uint inner = members & Bits(Vector256.GreaterThanOrEqual(children, Vector256<int>.Zero));
            uint open = inner & ~far & (~apart | Bits(Vector256.GreaterThan(reach, box.FarthestSquared(families, family))));
            queued = Compress.Store(children, open, ref queue, queued);
            uint left = members & ~far & ~open;
            if (left != 0)
            {
                _candidates[candidates] = family;
                _candidateMembers[candidates++] = left;
            }
        }

        _candidateCount = candidates;
        BlockExpansion.Sum();
    }

    /// <summary>Continues the walk of <see cref="BeginBlock"/> for one group of the block.</summary>
    /// <param name="tree">The tree over the sources.</param>
    /// <param name="box">The box around the group's points.</param>
    /// <param name="first">The place of the group's first point in the tree's order; 0 where the targets are not among the sources.</param>
    /// <param name="last">The place after its last; 0 where the targets are not among the sources.</param>
    [MethodImpl(HotLoop.Options)]
    public void Fill(SpaceTree<TSpace> tree, in Box<TSpace> box, int first, int last)
    {
        Vector256<float> boxReach = Vector256.Create(ReachSquared(box.Width, tree.Theta));
        Vector256<int> firsts = Vector256.Create(first), lasts = Vector256.Create(last);
        GroupExpansion.Begin(box.Middle);
        CellFamilies<TSpace> families = tree.Families;
        ref int queue = ref MemoryMarshal.GetArrayDataReference(_queue);
        ref int cells = ref MemoryMarshal.GetArrayDataReference(_cells);
        int queued = 0, cellCount = 0;
        _rangeCount = 0;
        for (int next = -_candidateCount; next < queued; next++)
        {
            int family;
            uint members;
            if (next < 0)
            {
                family = _candidates[_candidateCount + next];
                members = _candidateMembers[_candidateCount + next];
            }
            else
            {
                family = Unsafe.Add(ref queue, next);
                members = families.Members(family);
            }

            Vector256<int> children = families.Children(family);
            uint apart = members & Bits(
                Vector256.GreaterThanOrEqual(families.First(family), lasts) | Vector256.LessThanOrEqual(families.Last(family), firsts));
            Vector256<float> distance = box.NearestSquared(families, family);
            uint summarised = apart & Bits(Vector256.LessThanOrEqual(families.ReachSquared(family), distance));
            uint far = summarised & Bits(Vector256.LessThanOrEqual(boxReach, distance));
            if (far != 0)
            {
                GroupExpansion.Add(families, family, far);
            }

            cellCount = Compress.Store(families.Cells(family), summarised & ~far, ref cells, cellCount);
            uint inner = Bits(Vector256.GreaterThanOrEqual(children, Vector256<int>.Zero));
            uint open = members & ~summarised;
            queued = Compress.Store(children, open & inner, ref queue, queued);
            for (uint leaves = open & ~inner; leaves != 0; leaves &= leaves - 1)
            {
                // What a leaf shares with the group is left to the group.
                int lane = BitOperations.TrailingZeroCount(leaves);
                int leafFirst = families.First(family)[lane], leafLast = families.Last(family)[lane];
                if (((apart >> lane) & 1) != 0)
                {
                    Append(leafFirst, leafLast);
                }
                else
                {
                    Append(leafFirst, Math.Min(leafLast, first));
                    Append(Math.Max(leafFirst, last), leafLast);
                }
            }
        }

        CellCount = cellCount;
        GroupExpansion.Sum();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bits(Vector256<int> mask) => mask.ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bits(Vector256<float> mask) => mask.ExtractMostSignificantBits();

    /// <summary>
    /// The squared distance from which a box is small enough for a local expansion: (BoxShare width / θ)², 0 for a width of 0 whatever θ
    /// is.
    /// </summary>
    private static float ReachSquared(double width, double theta) =>
        width == 0 ? 0 : (float)(BoxShare * BoxShare * width * width / (theta * theta));

    /// <summary>Adds a range unless it is empty; one that follows on the last is joined to it.</summary>
    private void Append(int first, int last)
    {
        if (first >= last)
        {
            return;
        }

        if (_rangeCount > 0 && _ranges[(2 * _rangeCount) - 1] == first)
        {
            _ranges[(2 * _rangeCount) - 1] = last;
            return;
        }

        _ranges[2 * _rangeCount] = first;
        _ranges[(2 * _rangeCount++) + 1] = last;
    }
}
