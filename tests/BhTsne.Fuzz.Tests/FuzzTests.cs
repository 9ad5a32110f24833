using BhTsne.Fuzz.Tests.Formats;
using BhTsne.Fuzz.Tests.Support;
using BhTsne.IO;
using Xunit.Abstractions;

namespace BhTsne.Fuzz.Tests;

/// <summary>
/// Files of every format that is read, with faults in their structure: each is read and holds together, or is refused by a documented
/// exception that names it; memory and bytes read are in proportion to the file.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    internal static readonly FuzzedFormat[] All =
    [
        new TextTables(TableFormat.Csv), new TextTables(TableFormat.Tsv), new NpyArrays(), new IdxArrays(), new DenseArchives(),
        new SparseArchives(), new MarketMatrices(), new GzippedTables(TableFormat.Csv), new GzippedTables(TableFormat.Npy),
        new LabelFiles(TableFormat.Text), new LabelFiles(TableFormat.Csv), new LabelFiles(TableFormat.Npy), new LabelFiles(TableFormat.Idx),
        new LabelFiles(TableFormat.Npz), new LabelNameFiles(), new RowLists(TableFormat.Csv), new RowLists(TableFormat.Npy), new MapFiles(),
        new ModelFiles(), new CheckpointFiles(), new CacheFiles(), new StudyFiles(), new ConfigFiles(),
    ];

    public static TheoryData<string> Names => [.. All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Files_with_faults_are_read_or_refused(string format) =>
        FuzzRun.Run(All.Single(one => one.Name == format), text =>
        {
            output.WriteLine(text);
            Console.WriteLine(text);
        });
}
