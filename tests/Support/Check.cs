using System.Globalization;
using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

// In the namespace that encloses those of all test projects, so that this Check wins over FsCheck.Check wherever a test uses FsCheck.
namespace BhTsne;

/// <summary>Runs properties: new cases in every run, and a seed in the message of a failure that makes the same ones again.</summary>
internal static class Check
{
    /// <summary>The environment variable that replays a failure: the number that its message names.</summary>
    private const string SeedVariable = "BHTSNE_PROPERTY_SEED";

    /// <summary>Checks a property on a fixed number of cases.</summary>
    /// <param name="property">What must hold.</param>
    /// <param name="cases">How many cases are tried.</param>
    /// <param name="name">The test; the compiler fills it in.</param>
    /// <exception cref="Xunit.Sdk.XunitException">A case was found for which it does not hold, with the seed that finds it
    /// again.</exception>
    public static void That(Property property, int cases = 100, [CallerMemberName] string name = "")
    {
        ulong seed = ulong.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out ulong asked)
            ? asked
            : (ulong)Random.Shared.NextInt64();
        Config config = Config.QuickThrowOnFailure
            .WithMaxTest(cases)
            .WithQuietOnSuccess(true)
            .WithReplay(new FSharpOption<Replay>(new Replay(new Rnd(seed), FSharpOption<int>.None)));
        try
        {
            FsCheck.Check.One(config, property);
        }
        catch (Exception exception)
        {
            throw new Xunit.Sdk.XunitException($"{name} fails; replay with {SeedVariable}={seed}. {exception.Message}");
        }
    }

    /// <summary>Checks that a body with assertions passes on cases from a generator.</summary>
    public static void ForAll<T>(Arbitrary<T> inputs, Action<T> body, int cases = 100, [CallerMemberName] string name = "") =>
        That(Prop.ForAll(inputs, body), cases, name);

    /// <summary>Checks that a body returns true on cases from a generator.</summary>
    public static void ForAll<T>(Arbitrary<T> inputs, Func<T, bool> body, int cases = 100, [CallerMemberName] string name = "") =>
        That(Prop.ForAll(inputs, body), cases, name);
}
