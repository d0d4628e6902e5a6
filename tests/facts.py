"""The facts that the site must state, each as phrases that stand together on one published page.

The letters are those of the brief; a phrase is matched without regard to case, white space or markup.
"""

FACTS = {
    "en": {
        "A1": ["IOM", "began its operations in Turkmenistan in 1997"],
        "A2": ["June 1998", "Agreement of Cooperation", "Turkmenistan and IOM"],
        "A3": ["IOM supports the Government of Turkmenistan", "Six areas"],
        "A3.1": ["governing migration better"],
        "A3.2": [
            "National legislation on migration and on preventing human trafficking is updated regularly",
            "dynamics and challenges of migration change",
        ],
        "A3.3": [
            "young people",
            "stronger capacities in matters of migration",
            "uninformed decision to migrate by an irregular route",
        ],
        "A3.4": [
            "migrants in vulnerable situations",
            "protection",
            "reintegrate",
            "focus on the empowerment of women in the context of migration in Central Asia",
        ],
        "A3.5": [
            "links between migration, environment and climate change",
            "national planning for adaptation to climate change",
        ],
        "A3.6": ["implementing the Global Compact for Safe, Orderly and Regular Migration"],
        "B1": [
            "vision",
            "make the most of what migration can contribute to development and economic growth in Central Asia",
        ],
        "B2": ["mandate", "humane and orderly migration management"],
        "B3": ["Eight objectives serve the vision", "Objective 1 of 8", "Objective 8 of 8"],
        "B3.1": ["governments, communities and employers understand migration better"],
        "B3.2": ["set up efficient migration management systems", "act on the issues around irregular migration"],
        "B3.3": ["promote and protect the rights of migrants"],
        "B3.4": [
            "contribute to less poverty in Central Asia",
            "among migrants",
            "communities they come from",
            "host them",
        ],
        "B3.5": [
            "enabling environment for decent labour, equal employment opportunities and the use of best practices"
        ],
        "B3.6": ["stabilization of communities", "integration of migrants in conflict-prone areas"],
        "B3.7": ["assist people on the move"],
        "B3.8": ["many issues of human trafficking", "preventing trafficking and protecting its victims"],
        "C1": ["Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan", "Five countries"],
        "C2": [
            "history and the culture of the five countries are closely linked",
            "migration issues, which have much in common",
        ],
        "C3": [
            "economic and political cooperation among the five states",
            "area-based approach to the five countries",
            "coordination office in Astana, Kazakhstan",
        ],
        "C4": ["missions in the five countries under unified management", "coherent", "solutions last"],
        "C5": ["fundraising, operability, accountability, transparency and professionalism"],
        "C6": [
            "helps the coordination office to manage and oversee programmes",
            "capacity in Central Asia rises while its operating costs fall",
        ],
        "C7": ["integrated approach gives IOM a strong competitive advantage", "three factors"],
        "C7.1": [
            "Unified management",
            "greater capacity in the region at a lower operating cost",
            "managed efficiently",
            "greatest impact",
        ],
        "C7.2": [
            "Teamwork",
            "missions in Central Asia work closely together on regional projects",
            "missions outside this cluster, above all with Russia",
        ],
        "C7.3": ["Long presence", "wide expertise", "programmatic, geopolitical, cultural and socio-economic dynamics"],
        "C8": ["cross borders", "better coordinated and more coherent", "field presence in all five countries"],
        "C9": ["cooperate, closely and in a coordinated way, with many governments and civil society organizations"],
        "C10": ["coordination has built a strong record of delivered results"],
    }
}
