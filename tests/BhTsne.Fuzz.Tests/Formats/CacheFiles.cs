using BhTsne.Fuzz.Tests.Support;

namespace BhTsne.Fuzz.Tests.Formats;

/// <summary>Files of the cache of a study: a damaged one is noticed, named and made again.</summary>
internal sealed class CacheFiles() : SectionFiles("cache")
{
    private const string Key = "a key";
    private static readonly Lazy<(string Name, byte[] File)[]> _files = new(Make);
    private string _name = "";

    public override bool NeedsFile => true;

    public override byte[] Make(Dice dice)
    {
        (_name, byte[] file) = dice.Pick(_files.Value);
        return Change(file, dice);
    }

    public override Func<Delivery, string> Reader(Dice? dice) => Read;

    private string Read(Delivery delivery)
    {
        string folder = Path.Combine(Path.GetDirectoryName(delivery.Path)!, "cache");
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, _name);
        File.WriteAllBytes(file, delivery.Bytes);
        string? note = null;
        StudyCache cache = new(folder) { Note = text => note = text };
        bool wasMade = false;
        int points = _name[0] switch
        {
            'n' => cache.Neighbors(Key, () => Made(Graph())).Value.Points,
            'a' => cache.Affinities(Key, () => Made(Affinities())).Value.Points,
            _ => Finite(cache.Map(Key, () => Made(Map())).Value),
        };
        FuzzFault.Unless(points >= 1, "there are no points");
        FuzzFault.Unless(wasMade == (note is not null), $"it was made again: {wasMade}, but the note is '{note}'");
        FuzzFault.Unless(note is null || note.StartsWith(file, StringComparison.Ordinal), $"the note does not begin with the file: {note}");
        return wasMade
            ? throw new TsneFileException(delivery.Path, null, note![file.Length..])
            : new Digest().Add(delivery.Bytes).ToString();

        T Made<T>(T value)
        {
            wasMade = true;
            return value;
        }
    }

    private static int Finite(Embedding map)
    {
        foreach (float value in map.Values)
        {
            FuzzFault.Unless(float.IsFinite(value), $"a coordinate is {value}");
        }

        return map.Points;
    }

    private static NeighborGraph Graph() => Tsne.FindNeighbors(PointMatrix.From(ModelFiles.Cloud(9, 2)), ModelFiles.Few);

    private static AffinityMatrix Affinities() => Tsne.ComputeAffinities(Graph(), ModelFiles.Few);

    private static Embedding Map() => new(new float[] { 1, 2, 3, 4, 5, 6 }, 2);

    private static (string, byte[])[] Make()
    {
        using TempFolder folder = new();
        StudyCache cache = new(folder.Path);
        cache.Neighbors(Key, Graph);
        cache.Affinities(Key, Affinities);
        cache.Map(Key, Map);
        return
        [
            .. Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal)
                .Select(file => (Path.GetFileName(file), File.ReadAllBytes(file))),
        ];
    }
}
