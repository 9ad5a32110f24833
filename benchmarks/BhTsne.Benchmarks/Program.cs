using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using BhTsne.Benchmarks.Support;

// Reports go where git ignores them, whatever folder the program is called from.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.WithArtifactsPath(Repository.Scratch("reports")));
