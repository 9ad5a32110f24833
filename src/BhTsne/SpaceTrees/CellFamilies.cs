using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.SpaceTrees;

/// <summary>
/// The cells as a walk meets them: the children of one cell are a family, and lie side by side, value by value, so that one instruction
/// works on all of them. Family 0 is the root alone. A cell's slot is its family times <see cref="Width"/> plus its place in the family.
/// </summary>
/// <remarks>
/// A family has room for 2^d cells. Loads take eight lanes whatever the dimension; lanes beyond a family's members hold what happens to lie
/// there and are to be masked (<see cref="Members"/>).
/// </remarks>
internal sealed class CellFamilies<TSpace>
    where TSpace : struct, ISpace
{
    private const int Lanes = 8;
    private const int IntegerKinds = 4;

    private readonly float[] _floats;
    private readonly int[] _integers;
    private readonly byte[] _sizes;

    public CellFamilies(int capacity)
    {
        _floats = GC.AllocateUninitializedArray<float>(checked((capacity * Width * FloatKinds) + Lanes));
        _integers = GC.AllocateUninitializedArray<int>(checked((capacity * Width * IntegerKinds) + Lanes));
        _sizes = GC.AllocateUninitializedArray<byte>(capacity);
    }

    /// <summary>The most cells of a family: 2, 4 or 8.</summary>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1 << TSpace.Dimensions;
    }

    /// <summary>Values of a cell that fields are made of: centre of mass, mass, and 4 S without the trace.</summary>
    public static int FieldKinds
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TSpace.Dimensions + 1 + (TSpace.Dimensions * (TSpace.Dimensions + 1) / 2);
    }

    /// <summary>The number of families.</summary>
    public int Count { get; private set; }

    private static int FloatKinds
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => FieldKinds + 1;
    }

    /// <summary>Forgets all families.</summary>
    public void Clear() => Count = 0;

    /// <summary>Begins a family without members and returns its number.</summary>
    public int Begin()
    {
        _sizes[Count] = 0;
        return Count++;
    }

    /// <summary>Adds a member to a family and returns its slot.</summary>
    public int Add(int family) => (family * Width) + _sizes[family]++;

    /// <summary>Stores what does not depend on positions.</summary>
    /// <param name="slot">Of the cell.</param>
    /// <param name="first">Its first place.</param>
    /// <param name="last">The place after its last.</param>
    /// <param name="cell">Its number.</param>
    /// <param name="children">The family of its children, -1 for a leaf.</param>
    [MethodImpl(HotLoop.Options)]
    public void Store(int slot, int first, int last, int cell, int children)
    {
        int at = Offset(slot, IntegerKinds);
        _integers[at] = first;
        _integers[at + Width] = last;
        _integers[at + (2 * Width)] = cell;
        _integers[at + (3 * Width)] = children;
    }

    /// <summary>Stores what does.</summary>
    /// <param name="slot">Of the cell.</param>
    /// <param name="reachSquared">(width / θ)²: the squared distance from which the cell may be summarised.</param>
    /// <param name="expansion">Its expansion.</param>
    [MethodImpl(HotLoop.Options)]
    public void Store(int slot, float reachSquared, ReadOnlySpan<float> expansion)
    {
        int at = Offset(slot, FloatKinds);
        for (int kind = 0; kind < FieldKinds; kind++)
        {
            // The trace, which follows the mass, is left out.
            _floats[at + (kind * Width)] = expansion[kind <= TSpace.Dimensions ? kind : kind + 1];
        }

        _floats[at + (FieldKinds * Width)] = reachSquared;
    }

    /// <summary>A bit for each member.</summary>
    public uint Members(int family) => (1u << _sizes[family]) - 1;

    /// <summary>A value of <see cref="FieldKinds"/> of each member.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Field(int family, int kind) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_floats), (nuint)(((family * FloatKinds) + kind) * Width));

    /// <summary>(width / θ)² of each member; 0 for points that coincide, infinite at θ = 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> ReachSquared(int family) => Field(family, FieldKinds);

    /// <summary>The first place of each member.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<int> First(int family) => Integers(family, 0);

    /// <summary>The place after the last of each member.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<int> Last(int family) => Integers(family, 1);

    /// <summary>The number of each member.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<int> Cells(int family) => Integers(family, 2);

    /// <summary>The family of each member's children, -1 for a leaf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<int> Children(int family) => Integers(family, 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<int> Integers(int family, int kind) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_integers), (nuint)(((family * IntegerKinds) + kind) * Width));

    private static int Offset(int slot, int kinds) => (slot / Width * Width * kinds) + (slot % Width);
}
