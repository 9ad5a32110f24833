namespace BhTsne.Tests.EndToEnd;

/// <summary>A model can have names for its columns, which a file keeps.</summary>
public class ColumnNamesTests
{
    [Fact]
    public void Names_are_kept_with_the_model_and_another_number_of_them_is_refused()
    {
        float[,] points = new float[30, 2];
        for (int point = 0; point < 30; point++)
        {
            (points[point, 0], points[point, 1]) = (point, point * point % 7);
        }

        using TsneRun run = Tsne.Start(points, new TsneOptions { Perplexity = 5, Iterations = 5 });
        run.Optimize();
        TsneModel model = run.ToModel();
        string[] names = ["a", "b"];
        TsneModel named = model.WithColumnNames(names);
        names[0] = "c";
        using MemoryStream file = new();
        named.Save(file);
        file.Position = 0;
        Assert.Equal(["a", "b"], named.ColumnNames!);
        Assert.Equal(["a", "b"], TsneModel.Load(file).ColumnNames!);
        Assert.Null(model.ColumnNames);
        Assert.Null(named.WithColumnNames(null).ColumnNames);
        Assert.Throws<ArgumentException>("names", () => model.WithColumnNames(["a"]));
    }
}
