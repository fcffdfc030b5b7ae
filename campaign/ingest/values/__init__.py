"""What people write in cells: dates, periods, numbers, codes and regions."""
