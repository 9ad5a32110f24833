#!/usr/bin/env dotnet
#:package BhTsne@0.1.0
#:package BhTsne.IO@0.1.0
#:package BhTsne.Plotting@0.1.0
#:property PublishAot=false

// Reads a table, makes a map of its rows, and writes a page on which a click on a point shows its row and its nearest neighbours.
//
//     dotnet run -c Release samples/table-to-page.cs [TABLE [LABEL-COLUMN [FOLDER]]]
//
// Without arguments it takes the handwritten digits of the demo and writes into the folder out. Run it in the root of the repository.
using BhTsne;
using BhTsne.IO;
using BhTsne.Plotting;

string file = args.Length > 0 ? args[0] : "src/BhTsne.Cli/Samples/digits.csv.gz";
string column = args.Length > 1 ? args[1] : "digit";
string folder = Directory.CreateDirectory(args.Length > 2 ? args[2] : "out").FullName;

// What cannot be read is refused with the file, the row, the column, and what to do.
Table table = TableReader.Read(file, new TableReadOptions { LabelColumn = column });
Console.WriteLine($"{table.Points.Rows} rows of {table.Points.Columns} numbers");

using TsneRun run = Tsne.Start(table.Points, new TsneOptions { Seed = 42 });
run.Optimize();
TsneResult result = run.Result;

// How far to trust the map: is the computation right, is it finished, what does it keep?
Console.WriteLine($"{result.Iterations} iterations, KL {result.KlDivergence:0.000}");
foreach (string remark in run.Certify().Remarks)
{
    Console.WriteLine($"  {remark}");
}

string map = Path.Combine(folder, "map.csv"), page = Path.Combine(folder, "map.html");
EmbeddingWriter.Write(map, result.Embedding, table.Labels);
PlotOptions look = new() { Title = Path.GetFileName(file), Neighbors = new PointNeighbors(run.NearestNeighbors(10), 10) };
AtomicFile.Write(page, stream => HtmlPlot.Write(stream, result.Embedding, table.Labels, look));
Console.WriteLine(map);
Console.WriteLine(page);
