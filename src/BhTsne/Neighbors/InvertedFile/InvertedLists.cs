using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>The places 0 .. N - 1 of each list, ascending.</summary>
internal sealed class InvertedLists
{
    private readonly long[] _starts;

    private InvertedLists(long[] starts, int[] places)
    {
        _starts = starts;
        Places = places;
    }

    /// <summary>All places, list after list.</summary>
    public int[] Places { get; }

    /// <summary>The number of lists.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>Where a list starts among <see cref="Places"/>; of <see cref="Count"/>, where the last ends.</summary>
    public int Start(int list) => (int)_starts[list];

    /// <summary>The places of one list.</summary>
    public ReadOnlySpan<int> Of(int list) => Places.AsSpan(Start(list)..Start(list + 1));

    /// <summary>Groups places by their list.</summary>
    /// <param name="listOf">The list of each place.</param>
    /// <param name="lists">The number of lists.</param>
    public static InvertedLists Group(int[] listOf, int lists)
    {
        CountingSort sort = new(lists, blocks: 1);
        sort.Count(0, listOf);
        sort.PlacesFromCounts();
        Span<int> next = sort.Places(0);
        int[] places = new int[listOf.Length];
        for (int place = 0; place < listOf.Length; place++)
        {
            places[next[listOf[place]]++] = place;
        }

        return new InvertedLists(sort.Starts, places);
    }
}
