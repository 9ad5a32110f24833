// Tries the mutants of mutants.txt. By hand: all of them take about an hour.
using System.Diagnostics;
using BhTsne.Mutants;

if (Settings.Read(args) is not { } settings)
{
    Console.Error.WriteLine(Settings.Usage);
    return 2;
}

string? root = Environment.CurrentDirectory;
while (root is not null && !File.Exists(Path.Combine(root, "BhTsne.sln")))
{
    root = Path.GetDirectoryName(root);
}

if (root is null)
{
    Console.Error.WriteLine("Run this below the folder with BhTsne.sln.");
    return 2;
}

string folder = settings.Folder ?? Path.Combine(Directory.CreateTempSubdirectory("bhtsne-mutants-").FullName, "copy");
try
{
    Mutant[] mutants = [.. MutantList.Read(File.ReadLines(Path.Combine(root, MutantList.Path))).Where(settings.Wants)];
    ResultFile file = new(settings.Results);
    List<MutantResult> results = [.. file.Read(mutants)];
    MutantRun run = new(ScratchCopy.Of(root, folder));
    Mutant[] left = [.. mutants.ExceptBy(results.Select(result => result.Mutant.Name), mutant => mutant.Name)];
    run.Begin(left);
    Stopwatch clock = Stopwatch.StartNew();
    foreach (Mutant mutant in left)
    {
        if (clock.Elapsed.TotalMinutes > settings.Minutes)
        {
            break;
        }

        MutantResult result = run.Try(mutant);
        results.Add(result);
        file.Add(result);
        Console.WriteLine($"{result.Word,-14} {result.Seconds,5:0} s  {mutant.Name}  {result.Detail}");
    }

    Console.WriteLine($"\n{ResultTable.Of(results)}");
    return results.Count == mutants.Length && results.TrueForAll(result => result.IsSettled) ? 0 : 1;
}
catch (Exception exception) when (exception is FormatException or InvalidOperationException or IOException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
finally
{
    if (settings.Folder is null)
    {
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }
}
