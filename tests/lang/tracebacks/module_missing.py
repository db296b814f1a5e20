# stderr: whole
import no_such_module_here
