// Prints which vectors the processor has for this process, then one line "name hash" for each probe. The one argument is the number of
// threads. Tests start it with the runtime's switches set otherwise, which a process cannot change for itself, and compare the lines.
using System.Globalization;
using System.Runtime.Intrinsics;
using BhTsne.BitProbes;

int threads = int.Parse(args[0], CultureInfo.InvariantCulture);
Console.WriteLine($"Vector512.IsHardwareAccelerated {Vector512.IsHardwareAccelerated}");
foreach ((string name, Action<BitHash, int> compute) in Probes.All)
{
    using BitHash bits = new();
    compute(bits, threads);
    Console.WriteLine($"{name} {bits.Finish()}");
}
