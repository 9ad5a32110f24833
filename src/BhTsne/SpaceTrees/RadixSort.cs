using System.Numerics;
using System.Runtime.CompilerServices;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.SpaceTrees;

/// <summary>
/// A stable sort of 64-bit keys, each with an item: by the most significant digit first. All threads divide the items into parts by the
/// highest bits; then each part is sorted by one thread, in its cache where the part is small enough.
/// </summary>
/// <remarks>
/// A sort by the least significant digit writes all items to distant places once for each digit. Here only the first division does, and
/// where the items are almost in order already, as in a map from one iteration to the next, it writes to near places too. A part with many
/// of the items is divided by all threads again. The result of a stable sort depends on the keys alone, so it is the same for any number of
/// threads. Buffers are allocated once. Not safe for two sorts at once.
/// </remarks>
internal sealed class RadixSort
{
    private const int DigitBits = 11;
    private const int BlockSize = 1 << 15;

    /// <summary>The most blocks of a division, and the most parts that are so large that all threads divide them.</summary>
    private const int MaxParts = 64;

    /// <summary>One thread divides a part by a digit of at most so many bits, whose counts stay in the first-level cache.</summary>
    private const int LocalDigitBits = 8;

    /// <summary>Up to so many items are sorted by insertion.</summary>
    private const int InsertionLimit = 24;

    private readonly WorkerTeam _team;
    private readonly CountingSort _digits;
    private readonly ulong[] _spareKeys;
    private readonly int[] _spareItems;
    private readonly int _largestPart;
    private readonly CountLoop _count;
    private readonly MoveLoop _move;
    private readonly PartLoop _sortParts;

    // Room for the most parts that there can be, so that no later sort allocates; what is never written takes no memory.
    private readonly List<Part> _parts;
    private readonly Stack<Part> _largeParts = new(MaxParts);
    private ulong[] _keys = [];
    private int[] _items = [];
    private Part _divided;
    private int _shift;

    /// <summary>Allocates for a number of items.</summary>
    /// <param name="items">Of every sort.</param>
    /// <param name="team">The worker threads.</param>
    public RadixSort(int items, WorkerTeam team)
    {
        _team = team;
        _digits = new CountingSort(1 << DigitBits, Math.Clamp((items + BlockSize - 1) / BlockSize, 1, MaxParts));
        _spareKeys = new ulong[items];
        _spareItems = new int[items];
        _largestPart = Math.Max(BlockSize, items / MaxParts);

        // All items are divided once, and by each further digit of 64 bits as many parts as can be large.
        long divisions = 1 + (64 / DigitBits * (items / _largestPart));
        _parts = new List<Part>((int)Math.Min(items, divisions << DigitBits));
        _count = new CountLoop(this);
        _move = new MoveLoop(this);
        _sortParts = new PartLoop(this);
    }

    /// <summary>Sorts in place.</summary>
    /// <param name="keys">Ascending afterwards.</param>
    /// <param name="items">One for each key; moved with it.</param>
    /// <param name="bits">The number of low bits in which keys may differ.</param>
    public void Sort(ulong[] keys, int[] items, int bits)
    {
        (_keys, _items) = (keys, items);
        _parts.Clear();

        // A sort that was cancelled may have left some.
        _largeParts.Clear();
        Add(new Part(0, keys.Length, bits, InSpare: false));
        while (_largeParts.TryPop(out Part part))
        {
            Divide(part);
        }

        _team.Run(_parts.Count, _sortParts);
    }

    private void Add(Part part)
    {
        if (part.Length > _largestPart && part.Bits > 0)
        {
            _largeParts.Push(part);
        }
        else if (part.Length > 0)
        {
            _parts.Add(part);
        }
    }

    /// <summary>Moves the items of a part into parts of their own by the highest digit of their keys, on all threads.</summary>
    private void Divide(Part part)
    {
        _divided = part;
        _shift = Math.Max(0, part.Bits - DigitBits);
        _team.Run(_digits.Blocks, _count);
        _digits.PlacesFromCounts();
        bool moves = !_digits.HasSingleKey;
        if (moves)
        {
            _team.Run(_digits.Blocks, _move);
        }

        ReadOnlySpan<long> starts = _digits.Starts;
        for (int key = 0; key < _digits.Keys; key++)
        {
            Add(new Part(part.First + (int)starts[key], part.First + (int)starts[key + 1], _shift, part.InSpare ^ moves));
        }
    }

    /// <summary>Sorts a part on one thread, into the arrays of the caller.</summary>
    [MethodImpl(HotLoop.Options)]
    private void SortPart(Part part)
    {
        if (part.Length <= InsertionLimit || DifferingBits(part) is not (> 0 and int bits))
        {
            Insert(part);
            return;
        }

        // About two items for each digit that occurs.
        int digitBits = Math.Min(bits, Math.Min(LocalDigitBits, BitOperations.Log2((uint)part.Length) - 1)), shift = bits - digitBits;
        ulong mask = (1UL << digitBits) - 1;
        Span<int> places = stackalloc int[1 << digitBits];
        ReadOnlySpan<ulong> keys = KeysOf(part);
        foreach (ulong key in keys)
        {
            places[(int)((key >> shift) & mask)]++;
        }

        int place = part.First;
        foreach (ref int entry in places)
        {
            (entry, place) = (place, place + entry);
        }

        ReadOnlySpan<int> items = (part.InSpare ? _spareItems : _items).AsSpan(part.First, part.Length);
        (ulong[] newKeys, int[] newItems) = part.InSpare ? (_keys, _items) : (_spareKeys, _spareItems);
        for (int i = 0; i < keys.Length; i++)
        {
            ref int next = ref places[(int)((keys[i] >> shift) & mask)];
            newKeys[next] = keys[i];
            newItems[next++] = items[i];
        }

        // Each place is now the end of its digit.
        int first = part.First;
        foreach (int end in places)
        {
            if (end > first)
            {
                SortPart(new Part(first, end, shift, !part.InSpare));
            }

            first = end;
        }
    }

    /// <summary>The number of low bits in which keys of a part do differ.</summary>
    [MethodImpl(HotLoop.Options)]
    private int DifferingBits(Part part)
    {
        ReadOnlySpan<ulong> keys = KeysOf(part);
        ulong head = keys[0], differing = 0;
        foreach (ulong key in keys)
        {
            differing |= key ^ head;
        }

        return 64 - BitOperations.LeadingZeroCount(differing);
    }

    /// <summary>Sorts a part by insertion, into the arrays of the caller. Keys that are in order are moved once.</summary>
    [MethodImpl(HotLoop.Options)]
    private void Insert(Part part)
    {
        (ulong[] oldKeys, int[] oldItems) = part.InSpare ? (_spareKeys, _spareItems) : (_keys, _items);
        ulong[] keys = _keys;
        int[] items = _items;
        for (int i = part.First; i < part.Last; i++)
        {
            ulong key = oldKeys[i];
            int item = oldItems[i], place = i;
            for (; place > part.First && keys[place - 1] > key; place--)
            {
                keys[place] = keys[place - 1];
                items[place] = items[place - 1];
            }

            keys[place] = key;
            items[place] = item;
        }
    }

    private ReadOnlySpan<ulong> KeysOf(Part part) => (part.InSpare ? _spareKeys : _keys).AsSpan(part.First, part.Length);

    /// <summary>Items that follow each other, and lie before all later parts in the result.</summary>
    /// <param name="First">The first place.</param>
    /// <param name="Last">The place after the last.</param>
    /// <param name="Bits">The number of low bits in which keys may differ.</param>
    /// <param name="InSpare">Whether they lie in the spare arrays, not in those of the caller.</param>
    private readonly record struct Part(int First, int Last, int Bits, bool InSpare)
    {
        /// <summary>The number of items.</summary>
        public int Length => Last - First;
    }

    private sealed class CountLoop(RadixSort sort) : IBlockLoop
    {
        [MethodImpl(HotLoop.Options)]
        public void Run(int block, int worker)
        {
            (long first, long last) = sort._digits.Range(block, sort._divided.Length);
            Span<int> counts = sort._digits.Counts(block);
            int shift = sort._shift;
            foreach (ulong key in sort.KeysOf(sort._divided)[(int)first..(int)last])
            {
                counts[(int)(key >> shift) & ((1 << DigitBits) - 1)]++;
            }
        }
    }

    private sealed class MoveLoop(RadixSort sort) : IBlockLoop
    {
        [MethodImpl(HotLoop.Options)]
        public void Run(int block, int worker)
        {
            Part part = sort._divided;
            (long first, long last) = sort._digits.Range(block, part.Length);
            Span<int> places = sort._digits.Places(block);
            int shift = sort._shift;
            (ulong[] keys, int[] items) = part.InSpare ? (sort._spareKeys, sort._spareItems) : (sort._keys, sort._items);
            (ulong[] newKeys, int[] newItems) = part.InSpare ? (sort._keys, sort._items) : (sort._spareKeys, sort._spareItems);
            for (int i = part.First + (int)first; i < part.First + (int)last; i++)
            {
                int place = part.First + places[(int)(keys[i] >> shift) & ((1 << DigitBits) - 1)]++;
                newKeys[place] = keys[i];
                newItems[place] = items[i];
            }
        }
    }

    private sealed class PartLoop(RadixSort sort) : IBlockLoop
    {
        public void Run(int block, int worker) => sort.SortPart(sort._parts[block]);
    }
}
