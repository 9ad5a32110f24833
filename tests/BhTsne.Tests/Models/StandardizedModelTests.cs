using System.Text;
using BhTsne.Tests.Documents;

namespace BhTsne.Tests.Models;

/// <summary>Models that standardize new points, and models with ids.</summary>
public sealed class StandardizedModelTests
{
    private static readonly string[] _hostile = ["", "a,b\n\"c\"", "</script>", "\u202Egröße", "\ud83d\ude00", "a", "a"];

    [Theory]
    [InlineData("plain")]
    [InlineData("PCA")]
    [InlineData("merged and PCA")]
    public void New_points_are_standardized_as_those_of_the_map(string name)
    {
        (TsneInput input, TsneInput added, TsneOptions options) = ModelCases.Parts(name);
        Standardization standardization = Standardization.Of(input.Dense!);
        TsneInput standardized = new(standardization.Apply(input.Dense!));
        using TsneRun run = Tsne.Start(standardized, options);
        run.KeepsPoints = true;
        run.Optimize();
        TsneModel bare = run.ToModel(), model = bare.WithStandardization(standardization);
        TransformResult expected = bare.Transform(new TsneInput(standardization.Apply(added.Dense!)));
        Assert.Equal(ModelCases.Bits(expected), ModelCases.Bits(model.Transform(added)));
        Assert.NotEqual(ModelCases.Bits(expected), ModelCases.Bits(bare.Transform(added)));
        TsneModel loaded = ModelCases.Load(ModelCases.Save(model));
        Assert.Equal(ModelCases.Bits(expected), ModelCases.Bits(loaded.Transform(added)));
        Assert.Equal(standardization.Means, loaded.Standardization!.Means);
        Assert.Equal(standardization.Means, loaded.ColumnMeans);
        Assert.Null(bare.Standardization);
        TsneModel extended = model.Extend(added, new ExtendOptions { Iterations = 0 });
        Assert.Equal(
            ModelCases.Bits(bare.Extend(new TsneInput(standardization.Apply(added.Dense!)), new ExtendOptions { Iterations = 0 })
                .Transform(new TsneInput(standardization.Apply(added.Dense!)))),
            ModelCases.Bits(extended.Transform(added)));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("PCA")]
    [InlineData("weights")]
    [InlineData("merged")]
    public void Means_of_columns_are_those_of_the_points_of_the_map(string name)
    {
        (TsneInput input, _, _) = ModelCases.Parts(name);
        (TsneModel model, _) = ModelCases.Of(name);
        float[] weights = input.Weights is { } given ? given.ToArray() : [.. Enumerable.Repeat(1f, input.Points)];
        for (int column = 0; column < input.Dimensions; column++)
        {
            double sum = 0;
            for (int row = 0; row < input.Points; row++)
            {
                sum += weights[row] * (double)input.Dense!.Row(row)[column];
            }

            Assert.Equal(sum / weights.Sum(weight => (double)weight), model.ColumnMeans![column], 1e-5);
        }

        Assert.Null(ModelCases.Of("sparse").Model.ColumnMeans);
    }

    [Fact]
    public void Ids_are_kept_whatever_they_are_and_the_page_of_formats_says_where()
    {
        TsneModel plain = ModelCases.Of("merged").Model;
        string[] ids = [.. Enumerable.Range(0, plain.Points).Select(point => $"{_hostile[point % _hostile.Length]}{point}")];
        TsneModel model = plain.WithIds(ids).WithStandardization(Standardization.Of(PointMatrix.From(new float[2, 7])));
        byte[] file = ModelCases.Save(model);
        Assert.Equal(ids, ModelCases.Load(file).Ids);
        FormatReader reader = new(file);
        Assert.Equal(["header", "means", "deviations", "points", "weights", "map", "places", "id offsets", "ids", "end"], reader.Names);
        Assert.True(reader.Header.GetProperty("standardized").GetBoolean() && reader.Header.GetProperty("identified").GetBoolean());
        long[] offsets = reader.Integers("id offsets", 8);
        int start = reader.Section("ids").At;
        Assert.Equal(
            ids,
            Enumerable.Range(0, ids.Length).Select(
                id => Encoding.UTF8.GetString(file, start + (int)offsets[id], (int)(offsets[id + 1] - offsets[id]))));
        Assert.Throws<ArgumentException>(() => plain.WithIds(["one"]));
        Assert.Throws<ArgumentException>(() => plain.WithStandardization(Standardization.Of(PointMatrix.From(new float[2, 6]))));
        Assert.Throws<ArgumentException>(
            () => ModelCases.Of("sparse").Model.WithStandardization(Standardization.Of(PointMatrix.From(new float[2, 7]))));
    }

    /// <summary>Without them a file has no trace of them, as those of earlier versions.</summary>
    [Fact]
    public void A_plain_model_has_neither()
    {
        TsneModel model = ModelCases.Of("plain").Model;
        byte[] file = ModelCases.Save(model.WithIds(null).WithStandardization(null));
        Assert.Equal(ModelCases.Save(model), file);
        FormatReader reader = new(file);
        Assert.Equal(["header", "points", "map", "end"], reader.Names);
        Assert.False(reader.Header.TryGetProperty("standardized", out _) || reader.Header.TryGetProperty("identified", out _));
        Assert.Null(ModelCases.Load(file).Ids);
    }
}
