import Exams
