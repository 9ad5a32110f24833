// Prints which vectors the processor has for this process, then one line "name hash" for each probe. The first argument is the number of
// threads; with a second one, "calls", it prints in place of hashes which methods call what was to be inlined (see VectorCalls): for
// processes without AVX-512. Tests start it with the runtime's switches set otherwise, which a process cannot change for itself, and
// compare the lines.
using System.Globalization;
using System.Runtime.Intrinsics;
using BhTsne.BitProbes;

int threads = int.Parse(args[0], CultureInfo.InvariantCulture);
using VectorCalls? calls = args is [_, "calls"] && !Vector512.IsHardwareAccelerated ? new VectorCalls() : null;
Console.WriteLine($"Vector512.IsHardwareAccelerated {Vector512.IsHardwareAccelerated}");
foreach ((string name, Action<BitHash, int> compute) in Probes.All)
{
    using BitHash bits = new();
    compute(bits, threads);
    if (calls is null)
    {
        Console.WriteLine($"{name} {bits.Finish()}");
    }

    calls?.Wait();
}

foreach (string line in calls?.Lines ?? [])
{
    Console.WriteLine(line);
}
