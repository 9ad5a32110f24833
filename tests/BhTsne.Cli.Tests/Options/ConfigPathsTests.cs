using BhTsne.Cli.Options;
using BhTsne.Cli.Tests.Support;

namespace BhTsne.Cli.Tests.Options;

/// <summary>Which values of a configuration are names of files, and how its numbers are written.</summary>
public class ConfigPathsTests
{
    [Theory]
    [InlineData("FILE", "a.csv", true)]
    [InlineData("FILE", "-", false)]
    [InlineData("FOLDER", "maps/", true)]
    [InlineData("pca|random|FILE", "random", false)]
    [InlineData("pca|random|FILE", "here.csv", true)]
    [InlineData("pca|random|FILE", "missing.csv", false)]
    [InlineData("FOLDER|none", "none", false)]
    [InlineData("NAME|N", "here.csv", false)]
    public void Names_of_files_are_moved_and_other_values_stay_as_they_are(string kind, string value, bool isMoved)
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder["sub"]);
        foreach (string name in new[] { "random", "none", "-", "here.csv" })
        {
            folder.Text(Path.Combine("sub", name), "");
        }

        string resolved = ConfigPaths.Resolve(value, new ValueNames(kind), folder["sub/run.json"]);
        Assert.Equal(isMoved ? Path.GetFullPath(folder[$"sub/{value}"]) : value, isMoved ? Path.GetFullPath(resolved) : resolved);
        Assert.Equal(value.EndsWith('/'), resolved.EndsWith('/'));
        Assert.Equal(folder["a.csv"], ConfigPaths.Resolve(folder["a.csv"], ConfigPaths.File, folder["sub/run.json"]));
    }

    [Fact]
    public void A_folder_that_is_the_current_one_is_still_a_folder() =>
        Assert.Equal("./", ConfigPaths.Resolve("../", new ValueNames("FOLDER"), "sub/run.json"));

    [Theory]
    [InlineData("0", true)]
    [InlineData("-0.50", true)]
    [InlineData("1e5", true)]
    [InlineData("12.5E-3", true)]
    [InlineData("007", false)]
    [InlineData("+1", false)]
    [InlineData(".5", false)]
    [InlineData("5.", false)]
    [InlineData("1e", false)]
    [InlineData("1\n", false)]
    [InlineData("\u0661", false)]
    [InlineData("NaN", false)]
    [InlineData("", false)]
    public void Only_what_json_calls_a_number_is_written_as_one(string text, bool isNumber) =>
        Assert.Equal(isNumber, JsonText.IsNumber(text));
}
