using System.Runtime.CompilerServices;

namespace BhTsne.Numerics;

/// <summary>
/// A stable counting sort of items whose keys are small integers, for items that are cut into fixed blocks: the caller counts the keys of
/// each block (<see cref="Counts"/>), this class turns the counts into places, and the caller moves the items of each block to their places
/// (<see cref="Places"/>). Items of equal keys keep their order.
/// </summary>
/// <remarks>
/// <para>
/// Both loops over the items belong to the caller, who may run the blocks on any number of threads: a block has counts of its own, and the
/// result does not depend on the threads. The buffers are used again by the next sort, so a sort allocates nothing. Not safe for two sorts
/// at once.
/// </para>
/// <code>
/// per block:  Span&lt;int&gt; counts = sort.Counts(block);              per item:  counts[key]++;
/// once:       sort.OffsetsFromCounts();
/// per block:  Span&lt;int&gt; places = sort.Places(block);              per item:  target[sort.Starts[key] + places[key]++] = item;
/// </code>
/// </remarks>
internal sealed class CountingSort
{
    private readonly int[][] _counts;

    /// <summary>Allocates the buffers.</summary>
    /// <param name="keys">The number of keys; a key is from 0 to keys - 1.</param>
    /// <param name="blocks">The number of blocks; 1 for a sort by one thread.</param>
    public CountingSort(int keys, int blocks)
    {
        Starts = new long[keys + 1];
        _counts = new int[blocks][];
        for (int block = 0; block < blocks; block++)
        {
            _counts[block] = GC.AllocateUninitializedArray<int>(keys);
        }
    }

    /// <summary>The number of keys.</summary>
    public int Keys => Starts.Length - 1;

    /// <summary>The number of blocks.</summary>
    public int Blocks => _counts.Length;

    /// <summary>
    /// Where the items of each key start in the result, and after the last key the number of all items: 64-bit, because there may be more
    /// items than one array holds.
    /// </summary>
    public long[] Starts { get; }

    /// <summary>The items of a block: from First up to but not including Last.</summary>
    /// <param name="block">The block.</param>
    /// <param name="items">The number of all items.</param>
    public (long First, long Last) Range(int block, long items) => (RangeStart(block, items), RangeStart(block + 1, items));

    /// <summary>The counts of a block, set to 0: to be increased once per item.</summary>
    public Span<int> Counts(int block)
    {
        _counts[block].AsSpan().Clear();
        return _counts[block];
    }

    /// <summary>Counts the keys of a block.</summary>
    [MethodImpl(HotLoop.Options)]
    public void Count(int block, ReadOnlySpan<int> keys)
    {
        Span<int> counts = Counts(block);
        foreach (int key in keys)
        {
            counts[key]++;
        }
    }

    /// <summary>
    /// After <see cref="OffsetsFromCounts"/> or <see cref="PlacesFromCounts"/>: where the next item of each key in this block goes; to be
    /// increased with each.
    /// </summary>
    public Span<int> Places(int block) => _counts[block];

    /// <summary>Whether all items of the last sort share one key, so that their order is that of the items.</summary>
    public bool HasSingleKey
    {
        get
        {
            int first = Starts.AsSpan().IndexOfAnyExcept(0);
            return first < 0 || Starts[first] == Starts[^1];
        }
    }

    /// <summary>
    /// Computes <see cref="Starts"/>, and turns the counts into places within their key: the place in the result is Starts[key] more.
    /// </summary>
    /// <exception cref="OverflowException">One key has more than 2^31 - 1 items.</exception>
    public void OffsetsFromCounts() => Accumulate(withinKeys: true);

    /// <summary>Computes <see cref="Starts"/>, and turns the counts into places in the result.</summary>
    /// <exception cref="OverflowException">There are more than 2^31 - 1 items.</exception>
    public void PlacesFromCounts() => Accumulate(withinKeys: false);

    [MethodImpl(HotLoop.Options)]
    private void Accumulate(bool withinKeys)
    {
        int[][] counts = _counts;
        long[] starts = Starts;
        long total = 0;
        for (int key = 0; key < starts.Length - 1; key++)
        {
            int first = withinKeys ? 0 : (int)total, place = first;
            foreach (int[] block in counts)
            {
                ref int entry = ref block[key];
                (entry, place) = (place, checked(place + entry));
            }

            total += place - first;
            starts[key + 1] = total;
        }
    }

    private long RangeStart(int block, long items) => items * block / Blocks;
}
