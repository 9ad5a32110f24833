using System.Text.Json.Nodes;
using BhTsne.Data;
using BhTsne.Files;
using BhTsne.Models;

namespace BhTsne.Studies;

/// <summary>One stage in the cache of a study (docs/formats.md): a header that says what it is and of what, then its arrays.</summary>
internal static class CacheFile
{
    private const string Header = "header", Map = "map";
    private static readonly RowSections _rows = new("offsets", "indices", "values");

    /// <summary>Writes a neighbour graph.</summary>
    public static void Write(Stream stream, string key, NeighborGraph graph, double seconds) =>
        WriteRows(stream, HeaderOf(CacheContent.Neighbors, key, graph.Points, seconds), graph.Rows);

    /// <summary>Writes P, of points without weights.</summary>
    public static void Write(Stream stream, string key, AffinityMatrix affinities, double seconds)
    {
        JsonObject header = HeaderOf(CacheContent.Affinities, key, affinities.Points, seconds);
        header["sumOfP"] = affinities.SumOfP;
        header["sumOfPLogP"] = affinities.SumOfPLogP;
        header["conditionalEntropy"] = affinities.ConditionalEntropy;
        WriteRows(stream, header, affinities.Matrix.Entries);
    }

    /// <summary>Writes a map.</summary>
    public static void Write(Stream stream, string key, Embedding map, double seconds)
    {
        JsonObject header = HeaderOf(CacheContent.Map, key, map.Points, seconds);
        header["outputDimensions"] = map.Dimensions;
        SectionWriter file = new(stream, FileKind.StudyCache);
        file.Write<byte>(Header, JsonText.Of(header));
        file.Write(Map, map.Values);
        file.Finish();
    }

    /// <summary>Reads a neighbour graph.</summary>
    /// <exception cref="TsneFileException">It cannot be read, or is something else.</exception>
    public static CacheEntry<NeighborGraph> ReadNeighbors(Stream stream, string name, string key)
    {
        (SectionReader file, JsonHeader header, int points) = Begin(stream, name, CacheContent.Neighbors, key);
        ChunkedRows rows = ReadRows(file, points);
        int length = rows.LengthOf(0);
        for (int row = 0; row < points; row++)
        {
            if (rows.LengthOf(row) != length || length < 1)
            {
                throw file.Fault(_rows.Offsets, $"row {row} has {rows.LengthOf(row)} neighbours, but the first has {length}.");
            }
        }

        return new(NeighborGraph.Adopt(rows), header.NotNegative("seconds"), true);
    }

    /// <summary>Reads P.</summary>
    /// <exception cref="TsneFileException">It cannot be read, or is something else.</exception>
    public static CacheEntry<AffinityMatrix> ReadAffinities(Stream stream, string name, string key)
    {
        (SectionReader file, JsonHeader header, int points) = Begin(stream, name, CacheContent.Affinities, key);
        AffinitySums sums = new(header.NotNegative("sumOfP"), header.Finite("sumOfPLogP"));
        SparseMatrix matrix = SparseMatrix.Adopt(ReadRows(file, points), points);
        return new(AffinityMatrix.Adopt(matrix, sums, header.FiniteOrNull("conditionalEntropy")), header.NotNegative("seconds"), true);
    }

    /// <summary>Reads a map.</summary>
    /// <exception cref="TsneFileException">It cannot be read, or is something else.</exception>
    public static CacheEntry<Embedding> ReadMap(Stream stream, string name, string key)
    {
        (SectionReader file, JsonHeader header, int points) = Begin(stream, name, CacheContent.Map, key);
        int axes = header.Number("outputDimensions", 1, 3);
        float[] values = file.Read<float>(Map, (long)points * axes);
        file.Finish();
        return Array.TrueForAll(values, float.IsFinite)
            ? new(new Embedding(values, axes), header.NotNegative("seconds"), true)
            : throw file.Fault(Map, "a value is not finite.");
    }

    private static JsonObject HeaderOf(CacheContent content, string key, int points, double seconds) => new()
    {
        ["engine"] = EngineVersion.Current,
        ["content"] = $"{content}",
        ["key"] = key,
        ["points"] = points,
        ["seconds"] = seconds,
    };

    private static void WriteRows(Stream stream, JsonObject header, ChunkedRows rows)
    {
        SectionWriter file = new(stream, FileKind.StudyCache);
        file.Write<byte>(Header, JsonText.Of(header));
        _rows.Write(file, rows);
        file.Finish();
    }

    private static (SectionReader File, JsonHeader Header, int Points) Begin(Stream stream, string name, CacheContent content, string key)
    {
        SectionReader file = new(stream, FileKind.StudyCache, name);
        JsonHeader header = new(file, Header, file.Read<byte>(Header));
        string found = header.Text("content");
        if (found != $"{content}" || header.Text("key") != key)
        {
            throw file.Fault(Header, $"it holds {found} of another input or other options.");
        }

        return (file, header, header.Number("points", 1, Array.MaxLength));
    }

    private static ChunkedRows ReadRows(SectionReader file, int points)
    {
        ChunkedRows rows = _rows.Read(file, points);
        file.Finish();
        return rows;
    }
}

/// <summary>What a file of the cache holds.</summary>
internal enum CacheContent
{
    /// <summary>A neighbour graph.</summary>
    Neighbors,

    /// <summary>P.</summary>
    Affinities,

    /// <summary>A map: a start, or the end of a run.</summary>
    Map,
}
