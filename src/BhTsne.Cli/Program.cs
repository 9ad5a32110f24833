using BhTsne.Cli;

using Interrupt interrupt = new();
return Tool.Run(args, new Terminal(Console.Out, Console.Error, Interactive: !Console.IsOutputRedirected), interrupt.Token);
