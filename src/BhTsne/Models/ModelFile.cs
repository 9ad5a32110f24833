using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using BhTsne.Data;
using BhTsne.Files;
using BhTsne.Reduction;

namespace BhTsne.Models;

/// <summary>A model as a file: docs/formats.md describes each section.</summary>
internal static class ModelFile
{
    private const string Means = "means", Deviations = "deviations", IdOffsets = "id offsets", IdTexts = "ids";
    private const string Header = "header", Mean = "pca mean", Axes = "pca axes", Variances = "pca variances";
    private const string SvdAxes = "svd axes", SvdValues = "svd values";
    private const string Points = "points", Weights = "weights", Map = "map", Places = "places";

    /// <summary>The most dimensions of points, which bounds what a header can make a reader allocate.</summary>
    private const int MaxDimensions = 1 << 28;

    /// <summary>Writes a model.</summary>
    /// <param name="stream">Where to; it need not be able to seek and stays open.</param>
    /// <param name="model">The model.</param>
    public static void Write(Stream stream, ModelContent model)
    {
        SectionWriter file = new(stream, FileKind.Model);
        file.Write<byte>(Header, JsonText.Of(HeaderOf(model)));
        if (model.Standardization is { } standardization)
        {
            file.Write<double>(Means, [.. standardization.Means]);
            file.Write<double>(Deviations, [.. standardization.Deviations]);
        }

        if (model.Reduction.Pca is { } pca)
        {
            file.Write(Mean, pca.Mean);
            file.Write(Axes, pca.Axes);
            file.Write<double>(Variances, [.. pca.Variances, pca.Scale]);
        }

        if (model.Reduction.Svd is { } svd)
        {
            file.Begin(SvdAxes, (long)svd.Components * svd.Dimensions * sizeof(float));
            for (int component = 0; component < svd.Components; component++)
            {
                file.Write<float>(svd.Axis(component));
            }

            file.EndSection();
            file.Write<double>(SvdValues, [.. svd.SingularValues, svd.SumOfSquares]);
        }

        file.Begin(Points, (long)model.Points.Rows * model.Points.Columns * sizeof(float));
        foreach (ReadOnlyMemory<float> block in model.Points.Blocks)
        {
            file.Write(block.Span);
        }

        file.EndSection();
        if (model.Weights is { } weights)
        {
            file.Write<float>(Weights, weights.Values);
        }

        file.Write(Map, model.Map.Values);
        if (model.Places is { } places)
        {
            file.Write<int>(Places, places);
        }

        if (model.Ids is { } ids)
        {
            WriteIds(file, ids);
        }

        file.Finish();
    }

    /// <summary>Reads a model.</summary>
    /// <param name="stream">Where from; it need not be able to seek and stays open.</param>
    /// <param name="name">What messages call it; null for a stream.</param>
    /// <param name="metric">The caller's own metric, where the map was made with one.</param>
    /// <exception cref="TsneFileException">It cannot be read; the message names the section.</exception>
    public static ModelContent Read(Stream stream, string? name, Metric? metric)
    {
        SectionReader file = new(stream, FileKind.Model, name);
        JsonHeader header = new(file, Header, file.Read<byte>(Header));
        int points = header.Number("points", 1, Array.MaxLength), dimensions = header.Number("dimensions", 1, MaxDimensions);
        int columns = header.Number("columns", 1, MaxDimensions), axes = header.Number("outputDimensions", 1, 3);
        int originals = header.Number("originalPoints", points, Array.MaxLength);
        string reduction = header.Text("reduction");
        bool isWeighted = header.Flag("weighted"), isMerged = header.Flag("merged");
        bool isStandardized = header.FlagIfThere("standardized"), isIdentified = header.FlagIfThere("identified");
        Standardization? standardization = isStandardized ? ReadStandardization(file, dimensions) : null;
        PointReduction how = reduction switch
        {
            "none" when columns == dimensions => PointReduction.None,
            "pca" when columns <= dimensions => new PointReduction(ReadPca(file, dimensions, columns), null),
            "svd" when columns <= dimensions => new PointReduction(null, ReadSvd(file, dimensions, columns)),
            _ => throw file.Fault(Header, $"the reduction '{reduction}' from {dimensions} to {columns} dimensions is not known."),
        };
        PointMatrix matrix = PointMatrix.Adopt(Finite(file, Points, file.Read<float>(Points, (long)points * columns)), points, columns);
        PointWeights? weights = isWeighted ? ReadWeights(file, points) : null;
        Embedding map = new(Finite(file, Map, file.Read<float>(Map, (long)points * axes)), axes);
        int[]? places = isMerged ? file.Read<int>(Places, originals) : null;
        if (places?.AsSpan().IndexOfAnyExceptInRange(0, points - 1) >= 0)
        {
            throw file.Fault(Places, "it names a point that does not exist.");
        }

        string[]? ids = isIdentified ? ReadIds(file, originals) : null;
        file.Finish();
        if (isStandardized && how.Svd is not null)
        {
            throw file.Fault(Header, "sparse points are not standardized.");
        }

        TsneOptions options = header.Options("options", how.Svd is null ? TsneInputKind.Points : TsneInputKind.SparsePoints, metric);
        if (options.OutputDimensions != axes)
        {
            throw file.Fault(Header, $"the map has {axes} dimensions, but the options say {options.OutputDimensions}.");
        }

        return new ModelContent
        {
            EngineVersion = header.Text("engine"),
            Options = options,
            Dimensions = dimensions,
            ColumnNames = header.Texts("columnNames", dimensions),
            Ids = ids,
            Standardization = standardization,
            Reduction = how,
            Points = matrix,
            Weights = weights,
            Map = map,
            Places = places,
            TypicalDistance = header.NotNegative("typicalDistance"),
            TypicalResidual = header.NotNegative("typicalResidual"),
        };
    }

    private static JsonObject HeaderOf(ModelContent model)
    {
        JsonObject header = PlainHeaderOf(model);

        // Without these fields the file is that of an earlier version, to the last byte.
        if (model.Standardization is not null)
        {
            header["standardized"] = true;
        }

        if (model.Ids is not null)
        {
            header["identified"] = true;
        }

        return header;
    }

    private static JsonObject PlainHeaderOf(ModelContent model) => new()
    {
        ["engine"] = model.EngineVersion,
        ["points"] = model.Points.Rows,
        ["originalPoints"] = model.OriginalPoints,
        ["dimensions"] = model.Dimensions,
        ["columns"] = model.Points.Columns,
        ["outputDimensions"] = model.Map.Dimensions,
        ["reduction"] = model.Reduction.Name,
        ["weighted"] = model.Weights is not null,
        ["merged"] = model.Places is not null,
        ["typicalDistance"] = model.TypicalDistance,
        ["typicalResidual"] = model.TypicalResidual,
        ["columnNames"] = model.ColumnNames is null ? null : new JsonArray([.. model.ColumnNames.Select(name => JsonValue.Create(name))]),
        ["options"] = OptionsJson.Write(model.Options),
    };

    private static Standardization ReadStandardization(SectionReader file, int dimensions)
    {
        double[] means = Finite(file, Means, file.Read<double>(Means, dimensions));
        double[] deviations = Finite(file, Deviations, file.Read<double>(Deviations, dimensions));
        return Array.TrueForAll(deviations, deviation => deviation >= 0)
            ? Standardization.From(means, deviations)
            : throw file.Fault(Deviations, "a deviation is negative.");
    }

    private static void WriteIds(SectionWriter file, IReadOnlyList<string> ids)
    {
        long[] offsets = new long[ids.Count + 1];
        for (int id = 0; id < ids.Count; id++)
        {
            offsets[id + 1] = offsets[id] + Encoding.UTF8.GetByteCount(ids[id]);
        }

        file.Write<long>(IdOffsets, offsets);
        file.Begin(IdTexts, offsets[^1]);
        foreach (string id in ids)
        {
            file.Write<byte>(Encoding.UTF8.GetBytes(id));
        }

        file.EndSection();
    }

    private static string[] ReadIds(SectionReader file, int count)
    {
        long[] offsets = file.Read<long>(IdOffsets, count + 1L);
        bool isAscending = offsets[0] == 0 && offsets[^1] <= Array.MaxLength;
        for (int id = 0; id < count && isAscending; id++)
        {
            isAscending = offsets[id] <= offsets[id + 1];
        }

        byte[] text = isAscending ? file.Read<byte>(IdTexts, offsets[^1]) : throw file.Fault(IdOffsets, "they do not ascend from 0.");
        string[] ids = new string[count];
        for (int id = 0; id < count; id++)
        {
            ReadOnlySpan<byte> bytes = text.AsSpan((int)offsets[id], (int)(offsets[id + 1] - offsets[id]));
            ids[id] = Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw file.Fault(IdTexts, "an id is no UTF-8.");
        }

        return ids;
    }

    private static PcaResult ReadPca(SectionReader file, int dimensions, int components)
    {
        double[] mean = Finite(file, Mean, file.Read<double>(Mean, dimensions));
        double[] axes = Finite(file, Axes, file.Read<double>(Axes, (long)dimensions * components));
        double[] variances = Finite(file, Variances, file.Read<double>(Variances, components + 1L));
        double scale = variances[^1];
        return scale > 0 ? new PcaResult(mean, axes, variances[..^1], scale) : throw file.Fault(Variances, "its scale is not positive.");
    }

    private static TruncatedSvdResult ReadSvd(SectionReader file, int dimensions, int components)
    {
        float[] loadings = Finite(file, SvdAxes, file.Read<float>(SvdAxes, (long)dimensions * components));
        double[] values = Finite(file, SvdValues, file.Read<double>(SvdValues, components + 1L));
        TallMatrix axes = new(dimensions, components);
        for (int at = 0; at < loadings.Length; at++)
        {
            axes[at % dimensions, at / dimensions] = loadings[at];
        }

        return new TruncatedSvdResult(axes, values[..^1], values[^1]);
    }

    private static PointWeights ReadWeights(SectionReader file, int points)
    {
        float[] weights = file.Read<float>(Weights, points);
        return weights.AsSpan().IndexOfAnyExceptInRange(1, float.MaxValue) < 0
            ? new PointWeights(weights)
            : throw file.Fault(Weights, "a weight is below 1 or not finite.");
    }

    private static float[] Finite(SectionReader file, string section, float[] values) =>
        ((ReadOnlySpan<float>)values).IndexOfAnyNonFinite() < 0 ? values : throw file.Fault(section, "a value is not finite.");

    private static double[] Finite(SectionReader file, string section, double[] values) =>
        Array.TrueForAll(values, double.IsFinite) ? values : throw file.Fault(section, "a value is not finite.");
}
