namespace BhTsne.Neighbors;

/// <summary>
/// All references in the lists of an inverted file: which panels hold the points of a list, and which lists are near to it.
/// </summary>
/// <remarks>
/// Lists lie one after the other in the slots of the panels; a panel at a border holds points of both. Immutable, safe to share between
/// threads.
/// </remarks>
internal sealed class InvertedFile
{
    private readonly CoarseQuantizer _quantizer;
    private readonly InvertedLists _lists;
    private readonly int[] _listOf;

    private InvertedFile(CoarseQuantizer quantizer, InvertedLists lists, int[] listOf, Panels panels)
    {
        (_quantizer, _lists, _listOf) = (quantizer, lists, listOf);
        Panels = panels;
    }

    /// <summary>The number of lists.</summary>
    public int Lists => _lists.Count;

    /// <summary>The references in the order of their lists.</summary>
    public Panels Panels { get; }

    /// <summary>Assigns the references of a problem to lists.</summary>
    /// <param name="work">The problem and the worker threads.</param>
    /// <param name="lists">About how many lists, at most as many as there are references.</param>
    /// <param name="seed">The seed of the coarse quantizer.</param>
    public static InvertedFile Create(NeighborWork work, int lists, ulong seed)
    {
        NeighborProblem problem = work.Problem;
        CoarseQuantizer quantizer = CoarseQuantizer.Fit(work, lists, seed);
        InvertedLists members = InvertedLists.Group(quantizer.ListOf, quantizer.Lists);
        int[] listOf = new int[problem.Points.Rows];
        for (int place = 0; place < quantizer.ListOf.Length; place++)
        {
            listOf[problem.References[place]] = quantizer.ListOf[place];
        }

        int[] order = Array.ConvertAll(members.Places, place => problem.References[place]);
        return new InvertedFile(quantizer, members, listOf, new Panels(problem.Points, order));
    }

    /// <summary>The list of a reference.</summary>
    public int ListOf(int point) => _listOf[point];

    /// <summary>The number of points in a list.</summary>
    public int Size(int list) => _lists.Of(list).Length;

    /// <summary>The first slot of a list; of <see cref="Lists"/>, the one after the last.</summary>
    public int FirstSlot(int list) => _lists.Start(list);

    /// <summary>The slots of a list.</summary>
    public Range Slots(int list) => FirstSlot(list)..FirstSlot(list + 1);

    /// <summary>The lists around a list, itself first, by the distances between centroids.</summary>
    /// <param name="list">The list.</param>
    /// <param name="count">How many, at most all.</param>
    /// <param name="keys">Scratch, as many as there are lists; holds the answer.</param>
    /// <returns>Keys of distance and list, the nearest first.</returns>
    public ReadOnlySpan<ulong> Around(int list, int count, ulong[] keys)
    {
        _quantizer.DistancesFrom(list, keys);
        return Candidates.SortSmallest(keys, count);
    }

    /// <summary>What all centroids are relative to.</summary>
    public ReadOnlySpan<float> Origin => _quantizer.Origin;

    /// <summary>The centroid of a list less the origin, filled up with zeros to whole vectors.</summary>
    public ReadOnlySpan<float> Centroid(int list) => _quantizer.CentroidOf(list);
}
