using System.Globalization;
using System.Text;

namespace BhTsne.Cli.Tests.Support;

/// <summary>A folder of one test's own, gone after it.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("bhtsne-test-").FullName;

    public string this[string name] => Path.Combine(Root, name);

    public string Text(string name, string content)
    {
        File.WriteAllText(this[name], content);
        return this[name];
    }

    /// <summary>Points in three well separated clusters, a label in the last column when a header is wanted.</summary>
    public string Clusters(string name, int points, int dimensions = 5, bool labelled = false, int seed = 1)
    {
        Random random = new(seed);
        StringBuilder text = new();
        if (labelled)
        {
            text.AppendJoin(',', Enumerable.Range(1, dimensions).Select(column => $"x{column}")).Append(",kind\n");
        }

        for (int point = 0; point < points; point++)
        {
            int cluster = point % 3;
            text.AppendJoin(
                ',',
                Enumerable.Range(0, dimensions).Select(_ => ((10 * cluster) + random.NextDouble()).ToString(CultureInfo.InvariantCulture)));
            text.Append(labelled ? $",{"abc"[cluster]}\n" : "\n");
        }

        return Text(name, text.ToString());
    }

    /// <summary>A version 1 .npy of float32 zeros with a header for all rows but the values of only some.</summary>
    public string Npy(string name, int rows, int columns, int rowsPresent)
    {
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {columns}), }}".PadRight(117) + "\n";
        byte[] start = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)];
        File.WriteAllBytes(this[name], [.. start, .. new byte[4 * rowsPresent * columns]]);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
