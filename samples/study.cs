#!/usr/bin/env dotnet
#:package BhTsne@0.1.0
#:package BhTsne.IO@0.1.0
#:property PublishAot=false

// Measures which perplexity and which accuracy of the gradient suit a table, and says what to choose. It can be stopped at any moment:
// started again, it measures what is missing, and nothing twice.
//
//     dotnet run -c Release samples/study.cs [TABLE [LABEL-COLUMN [FOLDER]]]
//
// Without arguments it takes every third of the handwritten digits of the demo and writes into the folder out. Run it in the root of the
// repository.
using BhTsne;
using BhTsne.IO;

string file = args.Length > 0 ? args[0] : "src/BhTsne.Cli/Samples/digits.csv.gz";
string column = args.Length > 1 ? args[1] : "digit";
string folder = Directory.CreateDirectory(args.Length > 2 ? args[2] : "out").FullName;

Table table = TableReader.Read(file, new TableReadOptions { LabelColumn = column });
int step = args.Length > 0 ? 1 : 3;
int[] rows = [.. Enumerable.Range(0, table.Points.Rows).Where(row => row % step == 0)];
float[][] values = [.. rows.Select(row => table.Points.Row(row).ToArray())];
PointMatrix points = PointMatrix.From(values);
string[] labels = [.. rows.Select(row => table.Labels![row])];

StudyGrid grid = new() { Thetas = [0.3, 0.5, 1], Perplexities = [10, 30] };
TsneOptions options = new() { Iterations = 250 };
TsneStudy plan = new(points, grid, options, labels);
using StudyFile rowsFile = StudyFile.Resume(Path.Combine(folder, "study.csv"), plan.Identity);
TsneStudy study = new(points, grid, options, labels) { Done = [.. rowsFile.Rows], RowMeasured = rowsFile.Add };
study.MeasureGradients();
study.MeasureOutcomes();
foreach (StudyAdvice advice in StudyAdvice.From(rowsFile.Rows))
{
    Console.WriteLine(advice.PerplexityReason);
    Console.WriteLine(advice.ThetaReason);
}

Console.WriteLine(rowsFile.Path);
