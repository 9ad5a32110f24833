#!/usr/bin/env dotnet
#:package BhTsne@0.1.0
#:package BhTsne.Live@0.1.0
#:package BhTsne.Plotting@0.1.0
#:property PublishAot=false

// Maps the vectors of an embedding generator while a page in the browser shows how the map grows.
//
//     dotnet run -c Release samples/live-vectors.cs [FOLDER]
//
// The generator here is a stand-in that needs no model: it makes vectors from the words of a sentence. One of Microsoft.Extensions.AI gives
// the same type: (await generator.GenerateAsync(texts)).Select(embedding => embedding.Vector).
using BhTsne;
using BhTsne.Live;
using BhTsne.Plotting;

string folder = Directory.CreateDirectory(args.Length > 0 ? args[^1] : "out").FullName;
string[] subjects = ["river", "engine", "violin", "harvest", "planet"];
string[] texts =
[
    .. from number in Enumerable.Range(0, 400)
       let subject = subjects[number % subjects.Length]
       select $"the {subject} and the {subject} of day {number % 37}",
];
IReadOnlyList<ReadOnlyMemory<float>> vectors = [.. texts.Select(Generate)];

// The address is a secret of this computer; open it in a browser. The run does not wait for it.
using LiveMap live = LiveMap.Open(new LiveMapOptions { Labels = [.. texts.Select(text => text.Split(' ')[1])] });
Console.WriteLine($"open {live.Url}");

// The cosine, because the length of such a vector says nothing.
TsneOptions options = new() { Metric = Metric.Cosine, Perplexity = 15 };
TsneResult result = Tsne.Fit(PointMatrix.From(vectors), options, live, live.StopRequested);
live.Show(result, new PlotOptions { PointNames = texts });

string page = Path.Combine(folder, "vectors.html");
AtomicFile.Write(page, stream => HtmlPlot.Write(
    stream, result.Embedding, [.. texts.Select(text => text.Split(' ')[1])], new PlotOptions { PointNames = texts }));
Console.WriteLine(page);

// The page that is open, if one is, keeps the finished map.
live.WaitUntilClosed();

static ReadOnlyMemory<float> Generate(string text)
{
    float[] vector = new float[64];
    foreach (string word in text.Split(' '))
    {
        uint hash = 2166136261;
        foreach (char letter in word)
        {
            hash = (hash ^ letter) * 16777619;
            vector[hash >> 26] += 1;
        }
    }

    return vector;
}
