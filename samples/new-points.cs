#!/usr/bin/env dotnet
#:package BhTsne@0.1.0
#:package BhTsne.IO@0.1.0
#:package BhTsne.Plotting@0.1.0
#:property PublishAot=false

// Makes a map of nine tenths of a table and saves it as a model. Then loads the model, places the last tenth in the map, and draws it over
// the map.
//
//     dotnet run -c Release samples/new-points.cs [TABLE [LABEL-COLUMN [FOLDER]]]
//
// Without arguments it takes the handwritten digits of the demo and writes into the folder out. Run it in the root of the repository.
using System.Globalization;
using BhTsne;
using BhTsne.IO;
using BhTsne.Plotting;

string file = args.Length > 0 ? args[0] : "src/BhTsne.Cli/Samples/digits.csv.gz";
string column = args.Length > 1 ? args[1] : "digit";
string folder = Directory.CreateDirectory(args.Length > 2 ? args[2] : "out").FullName;

// Every tenth row is left out of the map.
Table table = TableReader.Read(file, new TableReadOptions { LabelColumn = column });
int[] old = [.. Enumerable.Range(0, table.Points.Rows).Where(row => row % 10 != 0)];
int[] later = [.. Enumerable.Range(0, table.Points.Rows).Where(row => row % 10 == 0)];

// Fit, and save. A run, unlike Tsne.Fit, can be turned into a model.
string path = Path.Combine(folder, "digits.bhtsne");
using (TsneRun run = Tsne.Start(Rows(table.Points, old)))
{
    run.Optimize();
    run.ToModel().Save(path);
    Console.WriteLine($"{old.Length} points, {run.Iteration} iterations, KL {run.Result.KlDivergence:0.000}: {path}");
}

// Load, perhaps in another program, and place the new points. The map does not change.
TsneModel model = TsneModel.Load(path);
TransformResult placed = model.Transform(Rows(table.Points, later));
Console.WriteLine($"{later.Length} new points in {placed.Seconds:0.000} s, of which {placed.FarPoints.Count} are far from the map");
foreach (int far in placed.FarPoints)
{
    string score = placed.DistanceScores.Span[far].ToString("0.00", CultureInfo.InvariantCulture);
    Console.WriteLine($"  row {later[far]} of the table: score {score}");
}

// Draw the new points over the map, which is faint.
string[] labels = [.. later.Select(row => table.Labels![row])];
string page = Path.Combine(folder, "new-points.html");
PlotOptions look = new() { Title = "New points in a map", Reference = model.Embedding };
AtomicFile.Write(page, stream => HtmlPlot.Write(stream, placed.Embedding, labels, look));
Console.WriteLine(page);

static PointMatrix Rows(PointMatrix points, int[] rows)
{
    float[][] values = [.. rows.Select(row => points.Row(row).ToArray())];
    return PointMatrix.From(values);
}
