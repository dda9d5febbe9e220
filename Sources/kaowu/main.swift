print("kaowu")
