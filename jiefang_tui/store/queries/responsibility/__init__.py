"""What is read of 三定三包."""
