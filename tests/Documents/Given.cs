// What a code block of README.md, docs/library.md or docs/guide may take as given: the variables below, and files in the current folder.
// The blocks and the programs of samples are compiled together with this file by BhTsne.Tests/Documents; no project includes it.
using BhTsne;
using BhTsne.IO;

/// <summary>Variables that blocks use without declaring them; a block that declares one of the same name hides it.</summary>
internal abstract class Given
{
    /// <summary>1,000 points of 20 dimensions in three clusters.</summary>
    protected static readonly PointMatrix points = PointMatrix.From(Clusters(1000, 20));

    /// <summary>100 further points of the same clusters; the last one is far from all of them.</summary>
    protected static readonly PointMatrix newPoints = WithFarPoint(Clusters(100, 20, seed: 2));

    /// <summary>The same points as rows of a table.</summary>
    protected static readonly float[,] table = Clusters(1000, 20);

    /// <summary>A small sparse matrix: 4 documents of 4 words.</summary>
    protected static readonly SparseMatrix documents = new([0, 2, 3, 5, 7], [0, 2, 1, 0, 3, 1, 2], [1, 0.5f, 2, 1, 1, 1, 3], columns: 4);

    /// <summary>A label for each point.</summary>
    protected static readonly IReadOnlyList<string> labels = [.. Enumerable.Range(0, 1000).Select(i => $"cluster {i % 3}")];

    /// <summary>The arguments of a program of samples.</summary>
    protected static readonly string[] args = ["digits.csv.gz", "digit", "."];

    private static readonly Lazy<TsneModel> _model = new(Model);

    /// <summary>A map of the points.</summary>
    protected static TsneModel model => _model.Value;

    /// <summary>Writes the files that blocks read into the current folder; a copy of the digits is there already.</summary>
    public static void WriteFiles()
    {
        EmbeddingWriter.Write("train.npy", Halves(700, 1));
        EmbeddingWriter.Write("test.npy", Halves(300, 2));
        EmbeddingWriter.Write("points.csv", Halves(1000, 3), labels);
        File.WriteAllLines("labels.txt", labels);
        string[] entries = [.. Enumerable.Range(0, 300).Select(i => $"{i + 1} {(i % 7) + 1} {1 + (i % 3)}")];
        File.WriteAllLines("counts.mtx", ["%%MatrixMarket matrix coordinate integer general", $"300 7 {entries.Length}", .. entries]);
        WriteNpz("counts.npz");

        // Two versions of a table with ids: the later one lacks the first 100 rows and has 100 others.
        MapColumn ids = MapColumn.OfTexts("id", [.. Enumerable.Range(0, 1000).Select(i => $"p{i}")]) with { Before = true };
        EmbeddingWriter.Write("before.csv", Halves(1000, 4), labels: null, [ids]);
        float[,] later = Clusters(1100, 20);
        IEnumerable<string> rows = Enumerable.Range(100, 1000).Select(i => $"p{i},{Row(d => Text(later[i, d]))}");
        File.WriteAllLines("later.csv", [$"id,{Row(d => $"x{d}")}", .. rows]);
    }

    private static string Row(Func<int, string> text) => string.Join(',', Enumerable.Range(0, 20).Select(text));

    private static string Text(float value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static TsneModel Model()
    {
        using TsneRun run = Tsne.Start(points, new TsneOptions { Iterations = 100 });
        run.Optimize();
        return run.ToModel();
    }

    private static PointMatrix WithFarPoint(float[,] values)
    {
        for (int d = 0; d < values.GetLength(1); d++)
        {
            values[values.GetLength(0) - 1, d] = 100;
        }

        return PointMatrix.From(values);
    }

    private static Embedding Halves(int points, int seed)
    {
        Random random = new(seed);
        return new Embedding([.. Enumerable.Range(0, 2 * points).Select(_ => random.NextSingle())], 2);
    }

    private static float[,] Clusters(int points, int dimensions, int seed = 1)
    {
        Random random = new(seed);
        float[,] values = new float[points, dimensions];
        for (int i = 0; i < points; i++)
        {
            for (int d = 0; d < dimensions; d++)
            {
                values[i, d] = (10 * ((i % 3) == (d % 3) ? 1 : 0)) + random.NextSingle();
            }
        }

        return values;
    }

    /// <summary>A matrix of one entry a row as scipy saves it: arrays of NumPy in a zip file.</summary>
    private static void WriteNpz(string path)
    {
        const int Rows = 300, Columns = 7;
        using FileStream file = File.Create(path);
        using System.IO.Compression.ZipArchive archive = new(file, System.IO.Compression.ZipArchiveMode.Create);
        Add("format", "'|S3'", "()", "csr"u8.ToArray());
        Add("shape", "'<i8'", "(2,)", Bytes<long>([Rows, Columns]));
        Add("indptr", "'<i4'", $"({Rows + 1},)", Bytes<int>([.. Enumerable.Range(0, Rows + 1)]));
        Add("indices", "'<i4'", $"({Rows},)", Bytes<int>([.. Enumerable.Range(0, Rows).Select(i => i % Columns)]));
        Add("data", "'<f4'", $"({Rows},)", Bytes<float>([.. Enumerable.Range(0, Rows).Select(i => 1f + (i % 3))]));

        void Add(string name, string type, string shape, byte[] content)
        {
            string header = $"{{'descr': {type}, 'fortran_order': False, 'shape': {shape}, }}";
            header = header.PadRight(((10 + header.Length + 64) / 64 * 64) - 11) + "\n";
            using Stream entry = archive.CreateEntry(name + ".npy").Open();
            entry.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8)]);
            entry.Write(System.Text.Encoding.ASCII.GetBytes(header));
            entry.Write(content);
        }

        static byte[] Bytes<T>(T[] values)
            where T : struct => System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(values).ToArray();
    }
}
